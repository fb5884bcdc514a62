package dev.cohort.contacts.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.kernel.problem.ProblemException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTests {

    private static final AttributeCatalog CATALOG = new AttributeCatalog(1, People.FIELDS);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "firstName",
                "firstName==",
                "==x",
                "firstName==x;",
                "(firstName==x",
                "firstName=in=()",
                "nope==1",
                "fields.nope==1",
                "fields==1",
                "fields.==1",
                "firstName=foo=1",
                "firstName==(a,b)",
                "id==zzz",
                "createdAt==yesterday",
                "createdAt=gt=2026-01-01",
                "fields.age==1.5",
                "fields.age==abc",
                "fields.age==99999999999999999999",
                "fields.score==1e999999999",
                "fields.vip==1",
                "fields.vip=gt=true",
                "fields.tier==platinum",
                "fields.tier=gt=Gold",
                "fields.born==2026-13-01",
                "fields.boss=gt=0",
                "fields.boss==nobody",
                "fields.age=like=1",
                "createdAt=starts=2026",
                "id=like=0",
                "firstName=empty=maybe",
                "firstName=='x",
                "firstName==x)",
                "firstName=='a\u0000b'",
                "((((("
            })
    void whatCannotBeUnderstoodIsA400(String filter) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> FilterParser.parse(CATALOG, filter))
                .satisfies(problem -> assertThat(problem.status().value()).isEqualTo(400));
    }

    @Test
    void fiveParenthesesTwentyConditionsAndTwoHundredValuesAreAllowedAndNoMore() {
        assertThat(FilterParser.parse(CATALOG, "(((((id=empty=false)))))")).isInstanceOf(Filter.Condition.class);
        assertRefused("((((((id=empty=false))))))", 422);
        assertRefused("(".repeat(100_000), 422);
        assertThat(Filter.size(FilterParser.parse(CATALOG, conditions(20)))).isEqualTo(20);
        assertRefused(conditions(21), 422);
        assertThat(FilterParser.parse(CATALOG, list(200))).isInstanceOf(Filter.Condition.class);
        assertRefused(list(201), 422);
        assertThat(FilterParser.parse(CATALOG, "firstName=='((((((((';lastName==\"((((((\""))
                .isInstanceOf(Filter.And.class);
    }

    @Test
    void andBindsTighterThanOr() {
        Filter filter = FilterParser.parse(CATALOG, "firstName==a,firstName==b;lastName==c");
        assertThat(filter).isInstanceOf(Filter.Or.class);
        assertThat(((Filter.Or) filter).parts().getLast()).isInstanceOf(Filter.And.class);
    }

    private static String conditions(int count) {
        return IntStream.range(0, count).mapToObj(n -> "fields.age==" + n).collect(Collectors.joining(","));
    }

    private static String list(int count) {
        return IntStream.range(0, count)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(",", "firstName=in=(", ")"));
    }

    private static void assertRefused(String filter, int status) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> FilterParser.parse(CATALOG, filter))
                .satisfies(problem -> assertThat(problem.status().value()).isEqualTo(status));
    }
}
