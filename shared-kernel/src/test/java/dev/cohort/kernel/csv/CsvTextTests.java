package dev.cohort.kernel.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTextTests {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "=1+1, '=1+1",
                "@SUM(A1), '@SUM(A1)",
                "+49 30, '+49 30",
                "-, '-",
                "-x, '-x",
                "'quoted, ''quoted",
                "', ''",
                "-5, -5",
                "+5, +5",
                "-1.50, -1.50",
                "-.5, -.5",
                "-1e9, -1e9",
                "-1e, '-1e",
                "-1-1, '-1-1",
                "plain, plain"
            })
    void aCellThatASpreadsheetWouldCalculateIsProtected(String value, String cell) {
        assertThat(line(value)).isEqualTo(cell + "\n");
        assertThat(CsvText.plain(cell)).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'tis", "'5", "'-5", "it's"})
    void anApostropheThatNobodyAddedStays(String cell) {
        assertThat(CsvText.plain(cell)).isEqualTo(cell);
    }

    @Test
    void tabsAndCarriageReturnsAreProtectedToo() {
        assertThat(line("\tx")).isEqualTo("'\tx\n");
        assertThat(line("\rx")).isEqualTo("\"'\rx\"\n");
    }

    @Test
    void separatorsQuotesAndLineEndsAreQuoted() {
        assertThat(line("a,b", "say \"x\"", "two\nlines", null, ""))
                .isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",,\n");
    }

    @Test
    void aLineWithOneEmptyCellIsNotAnEmptyLine() {
        assertThat(line("")).isEqualTo("\"\"\n");
    }

    private static String line(String... cells) {
        var out = new StringBuilder();
        List<String> list = Arrays.asList(cells);
        CsvText.appendLine(out, list);
        return out.toString();
    }
}
