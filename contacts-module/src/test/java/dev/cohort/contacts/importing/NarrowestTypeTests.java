package dev.cohort.contacts.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NarrowestTypeTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2,-3|integer",
                "1,9223372036854775807|integer",
                "1,9223372036854775808|decimal",
                "1,2.50|decimal",
                "007,8|text",
                "+5,6|text",
                "-0,1|text",
                "1e5|text",
                "0,1|integer",
                "true,FALSE|boolean",
                "true,1|text",
                "2026-01-31,2024-02-29|date",
                "2026-01-31,2026-02-30|text",
                "2026-01-31T08:30:00Z,2026-01-31T08:30:00+02:00|datetime",
                "2026-01-31,2026-01-31T08:30:00Z|text",
                "a@example.org,b@example.com|email",
                "https://example.org/x|url",
                "+12025550143,+4930123456|phone",
                "202-224-3441|text",
                "1,,x|text",
                ",|text",
                "1,,2|integer"
            })
    void theNarrowestTypeThatTakesAllCellsIsFound(String cells, String type) {
        var found = new NarrowestType();
        for (String cell : cells.split(",", -1)) {
            found.see(cell);
        }
        assertThat(found.type().code()).isEqualTo(type);
    }

    @Test
    void thirtyEightDigitsAreADecimalAndMoreAreText() {
        var decimal = new NarrowestType();
        decimal.see("1234567890123456789.1234567890123456789");
        assertThat(decimal.type().code()).isEqualTo("decimal");
        decimal.see("1234567890123456789.12345678901234567890");
        assertThat(decimal.type().code()).isEqualTo("text");
    }

    @Test
    void aTextOfMoreThanAThousandCharactersIsLong() {
        var found = new NarrowestType();
        found.see("x".repeat(1_001));
        assertThat(found.type().code()).isEqualTo("long_text");
        var shorter = new NarrowestType();
        shorter.see("🦊".repeat(1_000));
        assertThat(shorter.type().code()).isEqualTo("text");
    }

    @Test
    void listsMakeAFieldMultiple() {
        var found = new NarrowestType();
        found.seeItems(List.of("1"));
        assertThat(found.isMultiple()).isFalse();
        found.seeItems(List.of("1", "2"));
        assertThat(found.isMultiple()).isTrue();
        assertThat(found.type().code()).isEqualTo("integer");
    }
}
