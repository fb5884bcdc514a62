package dev.cohort.app.database;

import dev.cohort.app.start.Mode;
import dev.cohort.app.start.StartRefused;
import org.springframework.core.env.Environment;

/**
 * Which database: {@code cohort.database.mode} is {@code auto} (the default: external if
 * {@code spring.datasource.url} is set, else embedded), {@code external} or {@code embedded}.
 */
enum DatabaseMode {
    EXTERNAL,
    EMBEDDED;

    static DatabaseMode of(Environment environment) {
        String mode = environment.getProperty("cohort.database.mode", "auto");
        boolean url = !environment.getProperty("spring.datasource.url", "").isBlank();
        DatabaseMode chosen = switch (mode) {
            case "auto" -> url ? EXTERNAL : EMBEDDED;
            case "external" -> EXTERNAL;
            case "embedded" -> EMBEDDED;
            default ->
                throw new StartRefused(
                        "cohort.database.mode must be auto, external or embedded, not \"" + mode + "\".");
        };
        if (chosen == EXTERNAL && !url) {
            throw new StartRefused("cohort.database.mode=external needs spring.datasource.url.");
        }
        if (chosen == EMBEDDED && Mode.of(environment) == Mode.PROD) {
            throw new StartRefused("prod mode needs a PostgreSQL of its own: set spring.datasource.url.");
        }
        return chosen;
    }
}
