package dev.cohort.sleep.night;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * An exact number: a share of a session's seconds is seldom whole, and what is summed must be rounded once, at the
 * end. The denominator is positive.
 */
record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {

    static final Fraction ZERO = of(0);

    private static final BigDecimal SECONDS_A_MINUTE = BigDecimal.valueOf(60);

    static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    static Fraction of(BigDecimal decimal) {
        return decimal.scale() > 0
                ? new Fraction(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()))
                : new Fraction(decimal.toBigIntegerExact(), BigInteger.ONE);
    }

    /** The sum, in which null adds nothing; null if both are. */
    static @Nullable Fraction sumOfKnown(@Nullable Fraction one, @Nullable Fraction other) {
        if (one == null) {
            return other;
        }
        return other == null ? one : one.plus(other);
    }

    Fraction plus(Fraction other) {
        return new Fraction(
                        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                        denominator.multiply(other.denominator))
                .reduced();
    }

    Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator)).reduced();
    }

    /** This number {@code part / whole} times. */
    Fraction share(long part, long whole) {
        return times(new Fraction(BigInteger.valueOf(part), BigInteger.valueOf(whole)));
    }

    /** The quotient, rounded half-up to two decimals, trailing zeros cut. */
    BigDecimal dividedBy(Fraction other) {
        BigDecimal quotient = new BigDecimal(numerator.multiply(other.denominator))
                .divide(new BigDecimal(denominator.multiply(other.numerator)), 2, RoundingMode.HALF_UP)
                .stripTrailingZeros();
        return quotient.scale() < 0 ? quotient.setScale(0) : quotient;
    }

    /** These seconds in minutes, rounded half-up. */
    int minutes() {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator).multiply(SECONDS_A_MINUTE), 0, RoundingMode.HALF_UP)
                .intValueExact();
    }

    static @Nullable Integer minutesOf(@Nullable Fraction seconds) {
        return seconds == null ? null : seconds.minutes();
    }

    boolean isZero() {
        return numerator.signum() == 0;
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    private Fraction reduced() {
        BigInteger divisor = numerator.gcd(denominator);
        return divisor.equals(BigInteger.ONE) || divisor.signum() == 0
                ? this
                : new Fraction(numerator.divide(divisor), denominator.divide(divisor));
    }
}
