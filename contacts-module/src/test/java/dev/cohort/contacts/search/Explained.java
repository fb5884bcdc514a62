package dev.cohort.contacts.search;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a statement did, by EXPLAIN (ANALYZE, BUFFERS).
 *
 * @param buffers pages, in memory or not
 * @param indexes used, each once
 * @param rowsRead rows that scans of tables and indexes gave or threw away
 * @param tablesScanned tables that were read from end to end
 */
record Explained(long buffers, double millis, List<String> indexes, long rowsRead, List<String> tablesScanned) {

    private static final JsonMapper JSON = new JsonMapper();

    static Explained of(Connection connection, Sql sql) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + sql.text())) {
            statement.unwrap(org.postgresql.PGStatement.class).setPrepareThreshold(0);
            sql.bindTo(statement);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return of(JSON.readTree(result.getString(1)).get(0));
            }
        }
    }

    private static Explained of(JsonNode explained) {
        List<String> indexes = new ArrayList<>();
        List<String> scanned = new ArrayList<>();
        long[] rows = new long[1];
        JsonNode plan = explained.get("Plan");
        walk(plan, node -> {
            double loops = node.path("Actual Loops").asDouble(0);
            if (node.has("Index Name") && loops > 0) {
                indexes.add(node.get("Index Name").stringValue());
            }
            String kind = node.get("Node Type").stringValue();
            if (kind.equals("Seq Scan") && loops > 0) {
                scanned.add(node.get("Relation Name").stringValue());
            }
            if (kind.endsWith("Scan") && (node.has("Relation Name") || node.has("Index Name"))) {
                rows[0] += Math.round(loops
                        * (node.path("Actual Rows").asDouble(0)
                                + node.path("Rows Removed by Filter").asDouble(0)
                                + node.path("Rows Removed by Index Recheck").asDouble(0)));
            }
        });
        return new Explained(
                plan.get("Shared Hit Blocks").longValue()
                        + plan.get("Shared Read Blocks").longValue(),
                explained.get("Planning Time").doubleValue()
                        + explained.get("Execution Time").doubleValue(),
                indexes.stream().distinct().sorted().toList(),
                rows[0],
                scanned.stream().distinct().sorted().toList());
    }

    private static void walk(JsonNode node, Consumer<JsonNode> visitor) {
        visitor.accept(node);
        if (node.has("Plans")) {
            Stream.of(node.get("Plans")).forEach(plans -> plans.forEach(child -> walk(child, visitor)));
        }
    }
}
