package dev.cohort.contacts.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.kernel.test.Seed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValueKeysTests {

    private static final String[] SIGNS = {
        "a", "A", "b", "ß", "ẞ", "é", "e\u0301", "Ω", "ﬁ", "İ", "\uFFFD", "😀", "𐐀", "𐐨", " ", "0", "%", "_", "\uE000"
    };

    @ParameterizedTest
    @CsvSource({"Ann, ann", "STRASSE, straße", "ﬁn, FIN", "Å, \u212B", "e\u0301, É", "𐐀, 𐐨", "①, 1"})
    void textsThatFoldAlikeAreEqual(String one, String other) {
        assertThat(ValueKeys.text(one)).isEqualTo(ValueKeys.text(other));
    }

    @ParameterizedTest
    @CsvSource({
        "-99999999999999999999999999999999999999, -1",
        "-1.25, -1.2",
        "-1.2, -0.0000000000000000000000000000000000001",
        "-0.0000000000000000000000000000000000001, 0",
        "0, 0.0000000000000000000000000000000000001",
        "1.2, 1.25",
        "9, 10",
        "99.9, 100",
        "9007199254740992, 9007199254740993",
        "0.1, 0.10000000000000000000000000000000000001",
        "12345678901234567890123456789012345677, 12345678901234567890123456789012345678"
    })
    void smallerNumbersHaveSmallerKeys(BigDecimal smaller, BigDecimal larger) {
        assertThat(compare(ValueKeys.number(smaller), ValueKeys.number(larger))).isNegative();
    }

    @ParameterizedTest
    @CsvSource({"1, 1.00", "0, 0.000", "100, 1E+2", "-5.50, -5.5", "0, -0.0"})
    void numbersOfOneValueHaveOneKey(BigDecimal one, BigDecimal other) {
        assertThat(ValueKeys.number(one)).isEqualTo(ValueKeys.number(other));
    }

    @Test
    void aNumberWithoutBoundsIsRefusedBeforeItCosts() {
        assertThatThrownBy(() -> ValueKeys.number(new BigDecimal("1E+2000000000")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keysOfNumbersAreInTheOrderOfTheNumbers() {
        RandomGenerator random = Seed.random("numbers");
        for (int i = 0; i < Seed.size(20_000, 1_000_000); i++) {
            BigDecimal a = number(random);
            BigDecimal b = random.nextInt(4) == 0 ? near(a, random) : number(random);
            assertThat(Integer.signum(compare(ValueKeys.number(a), ValueKeys.number(b))))
                    .as("%s and %s", a, b)
                    .isEqualTo(a.compareTo(b));
        }
    }

    @Test
    void keysOfTextsAreInTheOrderOfTheirCodePoints() {
        RandomGenerator random = Seed.random("texts");
        for (int i = 0; i < Seed.size(20_000, 500_000); i++) {
            String a = text(random);
            String b = random.nextInt(3) == 0 ? a + text(random) : text(random);
            int[] left = ValueKeys.folded(a).codePoints().toArray();
            int[] right = ValueKeys.folded(b).codePoints().toArray();
            assertThat(Integer.signum(compare(ValueKeys.text(a), ValueKeys.text(b))))
                    .as("%s and %s", a, b)
                    .isEqualTo(Integer.signum(Arrays.compare(left, right)));
        }
    }

    @Test
    void longTextsAreOrderedByTheirStartAndToldApartByTheirRest() {
        String start = "😀".repeat(200);
        assertThat(ValueKeys.text(start).rest()).isNull();
        assertThat(ValueKeys.text(start).sortKey()).hasSize(800);
        assertThat(ValueKeys.text(start + "a").sortKey())
                .isEqualTo(ValueKeys.text(start).sortKey());
        assertThat(ValueKeys.text(start + "a")).isEqualTo(ValueKeys.text(start + "A"));
        assertThat(ValueKeys.text(start + "a")).isNotEqualTo(ValueKeys.text(start + "b"));
        assertThat(ValueKeys.text(start + "a")).isNotEqualTo(ValueKeys.text(start));
    }

    @Test
    void keysOfTimesIdsAndOptionsAreInTheirOrder() {
        RandomGenerator random = Seed.random("times");
        for (int i = 0; i < 5_000; i++) {
            long a = random.nextLong();
            long b = random.nextInt(3) == 0 ? a + 1 : random.nextLong();
            assertThat(Integer.signum(compare(ValueKeys.reference(a), ValueKeys.reference(b))))
                    .isEqualTo(Long.compare(a, b));
            assertThat(Integer.signum(compare(ValueKeys.option((int) a), ValueKeys.option((int) b))))
                    .isEqualTo(Integer.compare((int) a, (int) b));
            Instant at = Instant.ofEpochSecond(a % 250_000_000_000L);
            Instant then = Instant.ofEpochSecond(b % 250_000_000_000L);
            assertThat(Integer.signum(compare(ValueKeys.instant(at), ValueKeys.instant(then))))
                    .isEqualTo(Integer.signum(at.compareTo(then)));
            LocalDate day = LocalDate.ofEpochDay(a % 3_000_000);
            LocalDate other = LocalDate.ofEpochDay(b % 3_000_000);
            assertThat(Integer.signum(compare(ValueKeys.date(day), ValueKeys.date(other))))
                    .isEqualTo(Integer.signum(day.compareTo(other)));
        }
        assertThat(compare(ValueKeys.bool(false), ValueKeys.bool(true))).isNegative();
    }

    private static int compare(ValueKey one, ValueKey other) {
        return Arrays.compareUnsigned(one.sortKey(), other.sortKey());
    }

    private static BigDecimal number(RandomGenerator random) {
        int digits = 1 + random.nextInt(38);
        var unscaled =
                new BigInteger(random.nextInt(1, 127), new Random(random.nextLong())).mod(BigInteger.TEN.pow(digits));
        var number = new BigDecimal(unscaled, random.nextInt(-5, 39));
        return random.nextBoolean() ? number : number.negate();
    }

    private static BigDecimal near(BigDecimal number, RandomGenerator random) {
        BigDecimal step = BigDecimal.ONE.movePointLeft(random.nextInt(0, 40));
        return random.nextBoolean() ? number.add(step) : number.subtract(step);
    }

    private static String text(RandomGenerator random) {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.append(SIGNS[random.nextInt(SIGNS.length)]);
        }
        return text.toString();
    }
}
