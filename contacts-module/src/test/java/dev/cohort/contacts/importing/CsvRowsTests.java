package dev.cohort.contacts.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.contacts.importing.Row.Cell;
import dev.cohort.kernel.csv.CsvText;
import dev.cohort.kernel.test.Seed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTests {

    @Test
    void cellsComeBesideTheirColumnsAndRowsAreNumberedFromOne() throws Exception {
        try (RowSource rows = csv("first,last\nAda,Lovelace\n\n\"Grace \"\"Amazing\"\"\",\"Hop,\nper\"\n")) {
            assertThat(rows.header()).containsExactly("first", "last");
            assertThat(rows.next()).isEqualTo(row(1, rows.header(), "Ada", "Lovelace"));
            assertThat(rows.next()).isEqualTo(row(2, rows.header(), "Grace \"Amazing\"", "Hop,\nper"));
            assertThat(rows.next()).isNull();
        }
    }

    @Test
    void aShortRowSaysNothingAboutTheRestAndALongOneIsRefusedAlone() throws Exception {
        try (RowSource rows = csv("a,b\n1\n1,2,3\n4,5\n")) {
            assertThat(rows.next()).isEqualTo(row(1, rows.header(), "1", null));
            assertThat(rows.next().refusal()).isEqualTo("The row has 3 cells, the header 2 columns.");
            assertThat(rows.next()).isEqualTo(row(3, rows.header(), "4", "5"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a;b\n1;2\n", "a\tb\r\n1\t2\r\n", "a,b\r\n1,2"})
    void otherSeparatorsAndLineEndsAreRecognised(String text) throws Exception {
        try (RowSource rows = csv(text)) {
            assertThat(rows.next()).isEqualTo(row(1, List.of("a", "b"), "1", "2"));
            assertThat(rows.next()).isNull();
        }
    }

    @Test
    void byteOrderMarksSayTheEncoding() throws Exception {
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            try (RowSource rows = csv(bytes("\uFEFFname\nZoë 🦊\n", charset))) {
                assertThat(rows.header()).containsExactly("name");
                assertThat(rows.next()).isEqualTo(row(1, rows.header(), "Zoë 🦊"));
            }
        }
    }

    @Test
    void bytesThatAreNoUtf8AreRefused() {
        assertThatThrownBy(() -> readAll(csv(bytes("name\nZoë\n", StandardCharsets.ISO_8859_1))))
                .isInstanceOf(FileRefused.class)
                .hasMessageContaining("not UTF-8")
                .hasMessageContaining("Save it as UTF-8");
        assertThatThrownBy(() -> readAll(csv(new ByteArrayInputStream(new byte[] {'a', '\n', (byte) 0xC3}))))
                .isInstanceOf(FileRefused.class);
    }

    @Test
    void anEmptyFileHasNoHeader() {
        assertThatThrownBy(() -> csv("")).isInstanceOf(FileRefused.class).hasMessageContaining("empty");
    }

    @Test
    void aNameStandsForOneColumn() {
        assertThatThrownBy(() -> csv("Name,name\n"))
                .isInstanceOf(FileRefused.class)
                .hasMessage("Two columns are named \"name\".");
    }

    @ParameterizedTest
    @ValueSource(ints = {1_001, 1_000_000})
    void aMillionColumnsAreRefused(int columns) {
        String header = String.join(
                ",", IntStream.range(0, columns).mapToObj(n -> "c" + n).toList());
        assertThatThrownBy(() -> csv(header + "\n1\n"))
                .isInstanceOf(FileRefused.class)
                .hasMessageContaining("1000");
    }

    @Test
    void aCellOfAHundredMegabytesIsRefusedUnreadToItsEnd() {
        var endless = new InputStream() {
            long left = 100L << 20;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                if (left <= 0) {
                    return -1;
                }
                Arrays.fill(target, offset, offset + length, (byte) 'x');
                left -= length;
                return length;
            }
        };
        assertThatThrownBy(() ->
                        readAll(csv(new SequenceInputStream(bytes("a\n1\n", StandardCharsets.UTF_8), endless))))
                .isInstanceOf(FileRefused.class)
                .hasMessageStartingWith("Row 2 is too long");
        assertThat(endless.left).isGreaterThan(50L << 20);
    }

    @Test
    void aQuoteThatIsNotClosedIsRefused() {
        assertThatThrownBy(() -> readAll(csv("a,b\n1,\"2\n3,4\n")))
                .isInstanceOf(FileRefused.class)
                .hasMessageStartingWith("Row 1 cannot be read");
    }

    @Test
    void whateverIsWrittenIsReadBackAsItWas() throws Exception {
        RandomGenerator random = Seed.random("csv round trip");
        String alphabet = "ab,;\\'\"=+-@\t\r\n 0.1eE\u0000é🦊%_*";
        int[] signs = alphabet.codePoints().toArray();
        for (int n = 0; n < Seed.size(300, 20_000); n++) {
            List<List<String>> table = new ArrayList<>();
            int columns = random.nextInt(1, 5);
            for (int line = 0; line < 4; line++) {
                List<String> cells = new ArrayList<>();
                for (int column = 0; column < columns; column++) {
                    var cell = new StringBuilder();
                    for (int length = random.nextInt(6); length > 0; length--) {
                        cell.appendCodePoint(signs[random.nextInt(signs.length)]);
                    }
                    cells.add(cell.toString());
                }
                table.add(cells);
            }
            var text = new StringBuilder();
            List<String> header =
                    IntStream.range(0, columns).mapToObj(c -> "c" + c).toList();
            CsvText.appendLine(text, header);
            table.forEach(cells -> CsvText.appendLine(text, new ArrayList<>(cells)));
            try (RowSource rows = csv(text.toString())) {
                for (int line = 0; line < table.size(); line++) {
                    assertThat(rows.next())
                            .as(text.toString())
                            .isEqualTo(row(line + 1, header, table.get(line).toArray(String[]::new)));
                }
            }
        }
    }

    private static Row row(long number, List<String> columns, String... cells) {
        return new Row(
                number,
                columns,
                Arrays.stream(cells)
                        .<Cell>map(cell -> cell == null ? null : new Cell.Text(cell))
                        .toList(),
                null);
    }

    private static void readAll(RowSource rows) throws IOException {
        try (rows) {
            while (rows.next() != null) {}
        }
    }

    private static RowSource csv(String text) throws IOException {
        return csv(bytes(text, StandardCharsets.UTF_8));
    }

    private static RowSource csv(InputStream bytes) throws IOException {
        return new CsvRows(FileText.of(bytes));
    }

    private static InputStream bytes(String text, Charset charset) {
        return new ByteArrayInputStream(text.getBytes(charset));
    }
}
