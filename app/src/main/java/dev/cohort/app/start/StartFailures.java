package dev.cohort.app.start;

import dev.cohort.kernel.database.UnusableDatabase;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * A start that fails for a reason that an operator can mend prints one line on stderr, and no stack trace; the exit
 * code is 1. Anything else is a fault of the program and is reported in full.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class StartFailures implements SpringBootExceptionReporter {

    private final @Nullable ConfigurableApplicationContext context;

    StartFailures(@Nullable ConfigurableApplicationContext context) {
        this.context = context;
    }

    @Override
    public boolean reportException(Throwable failure) {
        String line = line(failure);
        if (line == null) {
            return false;
        }
        System.err.println("Cohort did not start: " + line);
        return true;
    }

    private @Nullable String line(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefused || cause instanceof UnusableDatabase) {
                return cause.getMessage();
            }
            if (cause instanceof PortInUseException port) {
                return "port " + port.getPort() + " is in use; choose another with --server.port=<port>.";
            }
            if (cause instanceof SQLException database) {
                String line = database(String.valueOf(database.getSQLState()), database);
                if (line != null) {
                    return line;
                }
            }
        }
        return null;
    }

    private @Nullable String database(String state, SQLException failure) {
        String url = context == null ? "" : context.getEnvironment().getProperty("spring.datasource.url", "");
        String server = url.isEmpty() ? "The embedded database" : "The database " + url.replaceFirst("[?].*", "");
        return switch (state) {
            case "28P01", "28000" -> server + " refuses the login: " + firstLine(failure);
            case "3D000" -> server + " does not exist on that server.";
            case "42501" -> server + " does not grant what the migration needs: " + firstLine(failure);
            default ->
                state.startsWith("08") || state.equals("57P03")
                        ? server + " cannot be reached: " + firstLine(failure)
                        : null;
        };
    }

    private static String firstLine(SQLException failure) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        return message.toUpperCase(Locale.ROOT).startsWith("FATAL: ") ? message.substring(7) : message;
    }
}
