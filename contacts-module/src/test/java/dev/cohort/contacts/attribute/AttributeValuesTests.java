package dev.cohort.contacts.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.kernel.Tsid;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeValuesTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text      | ' Ann '                   | Ann
            long_text | x                         | x
            integer   | 9007199254740993          | 9007199254740993
            integer   | -9223372036854775808      | -9223372036854775808
            integer   | 1.0                       | 1
            decimal   | 0.10                      | 0.10
            decimal   | 1E+3                      | 1000
            decimal   | 99999999999999999999999999999999999999 | 99999999999999999999999999999999999999
            boolean   | TRUE                      | true
            date      | 2024-02-29                | 2024-02-29
            datetime  | 2024-01-01T00:00:00.9+01:00 | 2023-12-31T23:00:00Z
            email     | Ann.O'Neil+x@Example.co.uk | Ann.O'Neil+x@Example.co.uk
            phone     | (202) 555-0143            | +12025550143
            phone     | +49 30 123456             | +4930123456
            url       | https://example.org/a?b=c | https://example.org/a?b=c
            select    | RED                       | Red
            select    | 0000000000002             | Blue
            reference | 0000000000009             | 0000000000009
            """)
    void textsOfEachTypeAreRead(String type, String text, String shown) {
        AttributeDefinition field = field(type);
        Object value = AttributeValues.parse(field, text);
        assertThat(AttributeValues.json(field, value)).hasToString(shown);
        assertThat(AttributeValues.fromText(field, AttributeValues.toText(value)))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            integer   | 9223372036854775808
            integer   | 1.5
            integer   | abc
            integer   | 1E+2000000000
            decimal   | 1E+2000000000
            decimal   | NaN
            decimal   | 123456789012345678901234567890123456789
            decimal   | 1E-39
            boolean   | 1
            date      | 2023-02-29
            date      | 2024-1-1
            date      | 10000-01-01
            datetime  | 2024-01-01T00:00:00
            email     | ann
            email     | ann@
            email     | a@b@c.de
            email     | a b@c.de
            phone     | 12
            phone     | call me
            phone     | +1 202 555 0143 ext. 5
            url       | javascript:alert(1)
            url       | https://
            url       | example.org
            select    | green
            reference | nobody
            """)
    void otherTextsAreRefusedWithTheirValue(String type, String text) {
        assertThatThrownBy(() -> AttributeValues.parse(field(type), text)).isInstanceOf(ValueRefused.class);
    }

    @Test
    void nulAndHalvesOfSurrogatePairsAreRefused() {
        for (String bad : List.of("a\0b", "\uD83D", "x\uDE00", "\uD83Dx")) {
            assertThatThrownBy(() -> AttributeValues.parse(field("text"), bad)).isInstanceOf(ValueRefused.class);
        }
        assertThat(AttributeValues.parse(field("text"), "😀")).isEqualTo("😀");
    }

    @Test
    void valuesAreTypedAsTheirKindSays() {
        assertThat(AttributeValues.parse(field("integer"), "7")).isEqualTo(7L);
        assertThat(AttributeValues.parse(field("decimal"), "7")).isEqualTo(new BigDecimal("7"));
        assertThat(AttributeValues.parse(field("date"), "2024-01-01")).isEqualTo(LocalDate.of(2024, 1, 1));
        assertThat(AttributeValues.parse(field("datetime"), "2024-01-01T00:00:00Z"))
                .isEqualTo(Instant.parse("2024-01-01T00:00:00Z"));
        assertThat(AttributeValues.parse(field("select"), "Blue")).isEqualTo(2);
        assertThat(AttributeValues.parse(field("reference"), Tsid.text(5))).isEqualTo(5L);
    }

    @Test
    void aSelectIsOrderedByItsOptionsAndNotByItsIds() {
        AttributeDefinition field = field("select");
        assertThat(AttributeValues.key(field, 2)).isEqualTo(ValueKeys.option(0));
        assertThat(AttributeValues.key(field, 1)).isEqualTo(ValueKeys.option(1));
    }

    static AttributeDefinition field(String type) {
        List<AttributeOption> options = type.equals("select")
                ? List.of(new AttributeOption(2, "Blue", 0, false), new AttributeOption(1, "Red", 1, false))
                : List.of();
        return new AttributeDefinition(
                1,
                "field",
                "Field",
                AttributeType.of(type).orElseThrow(),
                false,
                false,
                false,
                false,
                options,
                AttributeConstraints.NONE,
                null,
                1,
                false,
                1);
    }
}
