package dev.cohort.sleep.night;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a device says about an interval. The numbers are those under which stages are stored. */
public enum Stage {
    AWAKE(0),
    LIGHT(1),
    DEEP(2),
    REM(3),
    ASLEEP(4),
    IN_BED(5),
    UNKNOWN(6);

    private static final List<Stage> ALL = List.of(values());

    private final int number;

    Stage(int number) {
        this.number = number;
    }

    public static Optional<Stage> of(String code) {
        return ALL.stream().filter(stage -> stage.code().equals(code)).findFirst();
    }

    /** The stage with that number. */
    public static Stage of(int number) {
        return ALL.get(number);
    }

    /** All codes, for texts that say what is allowed. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(Stage::code).toList();
    }

    public int number() {
        return number;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the stage tells the depth of sleep. */
    public boolean isFine() {
        return this == LIGHT || this == DEEP || this == REM;
    }
}
