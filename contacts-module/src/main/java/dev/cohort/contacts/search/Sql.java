package dev.cohort.contacts.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement under composition: constant fragments (literals and columns of enums) and bound values, in order. Nothing
 * that came from a caller is ever a fragment.
 */
final class Sql {

    private final boolean steady;
    private final StringBuilder text = new StringBuilder(2048);
    private final List<@Nullable Object> values = new ArrayList<>();

    /** A statement that is planned for its values. */
    Sql() {
        this(false);
    }

    /** @param steady whether it is planned once for each connection, see {@link Listing#isSteady} */
    Sql(boolean steady) {
        this.steady = steady;
    }

    boolean isSteady() {
        return steady;
    }

    /** Appends a constant fragment, set apart by a blank. */
    Sql add(String fragment) {
        text.append(fragment).append(' ');
        return this;
    }

    /** Appends a parameter with this value: Long, Integer, String, Instant, byte[], or an array of one of these. */
    Sql bind(Object value) {
        text.append("? ");
        values.add(value);
        return this;
    }

    /** The same statement, run to tell its plan and what it read. */
    Sql explained() {
        var explained = new Sql();
        explained.add("EXPLAIN (ANALYZE, BUFFERS)");
        explained.text.append(text);
        explained.values.addAll(values);
        return explained;
    }

    String text() {
        return text.toString();
    }

    /** Binds the values to a statement prepared from {@link #text}. */
    void bindTo(PreparedStatement statement) throws SQLException {
        Connection connection = statement.getConnection();
        for (int at = 0; at < values.size(); at++) {
            switch (values.get(at)) {
                case byte[] bytes -> statement.setBytes(at + 1, bytes);
                case Instant[] many -> statement.setArray(at + 1, connection.createArrayOf("timestamptz", texts(many)));
                case byte[][] many -> statement.setArray(at + 1, connection.createArrayOf("bytea", many));
                case String[] many -> statement.setArray(at + 1, connection.createArrayOf("text", many));
                case Integer[] many -> statement.setArray(at + 1, connection.createArrayOf("int4", many));
                case Long[] many -> statement.setArray(at + 1, connection.createArrayOf("int8", many));
                case Instant instant -> statement.setObject(at + 1, instant.atOffset(ZoneOffset.UTC));
                default -> statement.setObject(at + 1, values.get(at));
            }
        }
    }

    /** The driver knows no array of instants. */
    private static String[] texts(Instant[] instants) {
        return java.util.Arrays.stream(instants).map(Instant::toString).toArray(String[]::new);
    }
}
