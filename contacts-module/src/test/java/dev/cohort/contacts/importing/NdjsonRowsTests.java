package dev.cohort.contacts.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.contacts.importing.Row.Cell;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class NdjsonRowsTests {

    @Test
    void propertiesAndFieldsBecomeColumns() throws Exception {
        try (RowSource rows = new NdjsonRows(new StringReader("""
                {"externalId": "a", "email": null, "fields": {"score": 1.50, "tags": ["x", "y;z"], "vip": true, "n": 7}}
                """))) {
            assertThat(rows.next())
                    .isEqualTo(new Row(
                            1,
                            List.of("externalId", "email", "fields.score", "fields.tags", "fields.vip", "fields.n"),
                            List.of(
                                    new Cell.Items(List.of("a")),
                                    new Cell.Clear(),
                                    new Cell.Items(List.of("1.50")),
                                    new Cell.Items(List.of("x", "y;z")),
                                    new Cell.Items(List.of("true")),
                                    new Cell.Items(List.of("7"))),
                            null));
            assertThat(rows.next()).isNull();
        }
    }

    @Test
    void aLineThatIsNoObjectIsRefusedAlone() throws Exception {
        try (RowSource rows = new NdjsonRows(new StringReader("{\"a\": 1\n\n[1]\n{\"a\": 1, \"a\": 2}\n{\"a\": 2}"))) {
            assertThat(rows.next().refusal()).startsWith("The line is not JSON");
            assertThat(rows.next().refusal()).isEqualTo("The line is not a JSON object.");
            assertThat(rows.next().refusal()).contains("Duplicate");
            assertThat(rows.next().number()).isEqualTo(4);
            assertThat(rows.next()).isNull();
        }
    }

    @Test
    void anEndlessLineIsRefused() {
        var endless = new Reader() {
            @Override
            public int read(char[] target, int offset, int length) {
                java.util.Arrays.fill(target, offset, offset + length, 'x');
                return length;
            }

            @Override
            public void close() {}
        };
        assertThatThrownBy(() -> readOne(endless))
                .isInstanceOf(FileRefused.class)
                .hasMessageContaining("Row 1");
    }

    private static void readOne(Reader text) throws IOException {
        try (RowSource rows = new NdjsonRows(text)) {
            rows.next();
        }
    }
}
