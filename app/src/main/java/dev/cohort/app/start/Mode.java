package dev.cohort.app.start;

import java.util.Locale;
import org.springframework.core.env.Environment;

/** {@code cohort.mode}: {@code demo} (the default; loopback only, known users) or {@code prod}. */
public enum Mode {
    DEMO,
    PROD;

    public static final String PROPERTY = "cohort.mode";

    /** The mode that the environment asks for; refuses to start on any other word. */
    public static Mode of(Environment environment) {
        String name = environment.getProperty(PROPERTY, "demo");
        for (Mode mode : values()) {
            if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
                return mode;
            }
        }
        throw new StartRefused("cohort.mode must be demo or prod, not \"" + name + "\".");
    }
}
