package dev.cohort.kernel.query;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds entries to the {@code Server-Timing} header of the request that the calling thread works for. */
public final class ServerTiming {

    static final String HEADER = "Server-Timing";
    private static final String TOKEN = "[A-Za-z0-9_-]{1,32}";
    private static final String PLAIN = "[\\x20-\\x7e&&[^\"\\\\]]{0,100}";

    private ServerTiming() {}

    /**
     * Adds {@code name;desc="description"}, or replaces the entry of that name. Nothing happens outside a request,
     * or when the header is already on its way.
     *
     * @param name letters, digits, {@code -} and {@code _}, at most 32
     * @param description printable ASCII without {@code "} and backslash, at most 100 characters
     */
    public static void add(String name, String description) {
        if (!name.matches(TOKEN) || !description.matches(PLAIN)) {
            throw new IllegalArgumentException("not an entry of Server-Timing: " + name + ", " + description);
        }
        QueryScope request = request();
        if (request != null) {
            request.remark(name, description);
        }
    }

    /** The header of a request so far: {@code db;dur=1.2;desc="2 stmt", app;dur=3.4} and what was added. */
    static String of(QueryScope request) {
        QueryCounts counts = request.counts();
        double database = counts.database().toNanos() / 1e6;
        double whole = request.age().toNanos() / 1e6;
        var header = new StringBuilder(String.format(
                Locale.ROOT,
                "db;dur=%.1f;desc=\"%d stmt\", app;dur=%.1f",
                database,
                counts.statements(),
                Math.max(0, whole - database)));
        for (Map.Entry<String, String> remark : request.remarks().entrySet()) {
            header.append(", ")
                    .append(remark.getKey())
                    .append(";desc=\"")
                    .append(remark.getValue())
                    .append('"');
        }
        return header.toString();
    }

    private static @Nullable QueryScope request() {
        QueryScope scope = QueryScope.current();
        while (scope != null && scope.kind() != QueryScope.Kind.REQUEST) {
            scope = scope.parent();
        }
        return scope;
    }
}
