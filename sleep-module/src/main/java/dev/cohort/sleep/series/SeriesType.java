package dev.cohort.sleep.series;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a series measures: its code, its unit, the units that are taken for it, and the bounds of a plausible value.
 * Values are kept as whole hundredths of the unit.
 */
public enum SeriesType {
    HEART_RATE(1, "heart_rate", "bpm", 20, 300, Map.of("count/min", Conversion.NONE)),
    HRV_SDNN(2, "hrv_sdnn", "ms", 0, 500, Map.of("s", Conversion.THOUSANDFOLD)),
    HRV_RMSSD(3, "hrv_rmssd", "ms", 0, 500, Map.of("s", Conversion.THOUSANDFOLD)),
    RESPIRATORY_RATE(
            4, "respiratory_rate", "breaths/min", 2, 80, Map.of("count/min", Conversion.NONE, "brpm", Conversion.NONE)),
    SPO2(
            5,
            "spo2",
            "percent",
            50,
            100,
            Map.of("fraction", Conversion.HUNDREDFOLD, "%", Conversion.HUNDREDFOLD_UP_TO_ONE)),
    SKIN_TEMPERATURE(6, "skin_temperature", "celsius", 10, 45, Map.of("fahrenheit", Conversion.FAHRENHEIT)),
    STEPS(7, "steps", "count", 0, 100_000, Map.of());

    /** Beyond this many digits a number is no measurement, and aligning it with another would eat the memory. */
    private static final int DIGITS = 400;

    private final short id;
    private final String code;
    private final String unit;
    private final BigDecimal min;
    private final BigDecimal max;

    @SuppressWarnings("ImmutableEnumChecker") // Made by Map.of.
    private final Map<String, Conversion> aliases;

    SeriesType(int id, String code, String unit, int min, int max, Map<String, Conversion> aliases) {
        this.id = (short) id;
        this.code = code;
        this.unit = unit;
        this.min = BigDecimal.valueOf(min);
        this.max = BigDecimal.valueOf(max);
        this.aliases = aliases;
    }

    /** The type that {@code code} names, as the API writes it. */
    public static Optional<SeriesType> of(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }

    /** All codes, for texts that say what is allowed. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(SeriesType::code).toList();
    }

    public String code() {
        return code;
    }

    /** The unit in which values are kept and answered. */
    public String unit() {
        return unit;
    }

    /** The units that are taken, the kept one first. */
    public List<String> units() {
        List<String> units = new ArrayList<>(List.of(unit));
        aliases.keySet().stream().sorted().forEach(units::add);
        return units;
    }

    /** The smallest plausible value, in {@link #unit}. */
    public BigDecimal min() {
        return min;
    }

    public BigDecimal max() {
        return max;
    }

    /** Whether the values of a longer time are added up, not averaged. */
    public boolean isSum() {
        return this == STEPS;
    }

    /**
     * {@code value} in hundredths of {@link #unit}, rounded half-up; empty if it is out of bounds.
     *
     * @param givenUnit one of {@link #units}
     * @throws IllegalArgumentException if the type does not take the unit
     */
    public OptionalInt hundredths(BigDecimal value, String givenUnit) {
        Conversion conversion = givenUnit.equals(unit) ? Conversion.NONE : aliases.get(givenUnit);
        if (conversion == null) {
            throw new IllegalArgumentException("The unit of " + code + " is one of " + units() + ", not " + givenUnit);
        }
        if (Math.abs((long) value.scale()) > DIGITS || value.precision() > DIGITS) {
            return OptionalInt.empty();
        }
        BigDecimal kept = conversion.apply(value);
        if (kept.compareTo(min) < 0 || kept.compareTo(max) > 0) {
            return OptionalInt.empty();
        }
        return OptionalInt.of(
                kept.movePointRight(2).setScale(0, RoundingMode.HALF_UP).intValueExact());
    }

    static SeriesType ofId(int id) {
        return values()[id - 1];
    }

    static short[] ids(List<SeriesType> types) {
        short[] ids = new short[types.size()];
        for (int at = 0; at < ids.length; at++) {
            ids[at] = types.get(at).id;
        }
        return ids;
    }

    /** What a row carries for this type. */
    short id() {
        return id;
    }

    boolean holds(int hundredths) {
        return hundredths >= min.intValue() * 100 && hundredths <= max.intValue() * 100;
    }

    private enum Conversion {
        NONE,
        HUNDREDFOLD,
        HUNDREDFOLD_UP_TO_ONE,
        THOUSANDFOLD,
        FAHRENHEIT;

        BigDecimal apply(BigDecimal value) {
            return switch (this) {
                case NONE -> value;
                case HUNDREDFOLD -> value.movePointRight(2);
                case HUNDREDFOLD_UP_TO_ONE -> value.compareTo(BigDecimal.ONE) <= 0 ? value.movePointRight(2) : value;
                case THOUSANDFOLD -> value.movePointRight(3);
                case FAHRENHEIT ->
                    value.subtract(BigDecimal.valueOf(32))
                            .multiply(BigDecimal.valueOf(5))
                            .divide(BigDecimal.valueOf(9), 12, RoundingMode.HALF_UP);
            };
        }
    }
}
