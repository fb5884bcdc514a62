package dev.cohort.kernel.test.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.query.QueryScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryBudgetLockTests {

    private static final String LOCKED = "GET /books | statements 2 | shapes 2 | tables sample.book";

    @TempDir
    Path folder;

    private Path file;

    /** Also in the build that writes the application's lock anew. */
    private final String flag = System.clearProperty("cohort.query-budgets.lock");

    @AfterEach
    void putFlagBack() {
        if (flag != null) {
            System.setProperty("cohort.query-budgets.lock", flag);
        }
    }

    @BeforeEach
    void lock() throws IOException {
        file = Files.writeString(folder.resolve(QueryBudgetLock.NAME), LOCKED + "\n");
    }

    @Test
    void moreStatementsShapesOrTablesThanItSaysAreDifferencesAndLessIsNot() {
        assertThat(differences(run(1, 1, true))).isEmpty();
        assertThat(differences(run(2, 2, true))).isEmpty();
        assertThat(differences(run(3, 2, true)))
                .containsExactly("- " + LOCKED, "+ GET /books | statements 3 | shapes 2 | tables sample.book");
        assertThat(differences(run(2, 3, true)))
                .containsExactly("- " + LOCKED, "+ GET /books | statements 2 | shapes 3 | tables sample.book");
        assertThat(differences(run(2, 2, true, "sample.author")))
                .containsExactly("- " + LOCKED, "+ GET /books | statements 2 | shapes 2 | tables sample.author");
    }

    @Test
    void aRunThatStartedOverSaysNothingWhicheverCameFirst() {
        UnitRecord again = run(5, 3, false, "sample.author");
        assertThat(differences(again)).isEmpty();
        assertThat(differences(again.with(run(2, 2, true)))).isEmpty();
        assertThat(differences(run(2, 2, true).with(again))).isEmpty();
        assertThat(differences(again.with(run(3, 2, true)))).hasSize(2);
        assertThat(UnitRecord.parse(again.line()).with(run(2, 2, true)))
                .isEqualTo(new UnitRecord(
                        QueryScope.Kind.REQUEST, "id", "GET /books", 2, 2, 2, tables("sample.book"), true));
    }

    private List<String> differences(UnitRecord record) {
        return QueryBudgetLock.at(file).differences(List.of(record), Set.of());
    }

    private static UnitRecord run(int statements, int shapes, boolean steady) {
        return run(statements, shapes, steady, "sample.book");
    }

    private static UnitRecord run(int statements, int shapes, boolean steady, String table) {
        return new UnitRecord(
                QueryScope.Kind.REQUEST, "id", "GET /books", 1, statements, shapes, tables(table), steady);
    }

    private static TreeSet<String> tables(String... names) {
        return new TreeSet<>(Set.of(names));
    }
}
