package dev.cohort.sleep.night;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a device says about an interval. The order is the number under which a stage is stored: only ever append. */
public enum Stage {
    AWAKE,
    LIGHT,
    DEEP,
    REM,
    ASLEEP,
    IN_BED,
    UNKNOWN;

    private static final List<Stage> ALL = List.of(values());

    public static Optional<Stage> of(String code) {
        return ALL.stream().filter(stage -> stage.code().equals(code)).findFirst();
    }

    /** The stage with that number. */
    public static Stage of(int ordinal) {
        return ALL.get(ordinal);
    }

    /** All codes, for texts that say what is allowed. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(Stage::code).toList();
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the stage tells the depth of sleep. */
    public boolean isFine() {
        return this == LIGHT || this == DEEP || this == REM;
    }
}
