package dev.cohort.contacts.search;

import dev.cohort.kernel.test.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * By what values are compared under row-level security: typed columns (numeric, lower(text)) with an index each, against
 * one order-preserving bytea. Medians of interleaved runs on {@code -Dcohort.bench.rows} rows (default 100,000).
 */
class SortKeyBenchmark {

    private static final int RUNS = 15;

    private static final String SCHEMA = """
            CREATE TABLE typed (tenant bigint, field int, id bigint, t text, n numeric, PRIMARY KEY (tenant, id, field));
            CREATE TABLE keyed (tenant bigint, field int, id bigint, k bytea, PRIMARY KEY (tenant, id, field));
            INSERT INTO typed SELECT 1, 1, g, NULL, hashint4(g)::numeric / 100 FROM generate_series(1, %1$d) g;
            INSERT INTO typed SELECT 1, 2, g, 'Name ' || hashint4(g) %% 1000, NULL FROM generate_series(1, %1$d) g;
            INSERT INTO keyed SELECT 1, 1, g, int8send(hashint4(g)::bigint + 4294967296) FROM generate_series(1, %1$d) g;
            INSERT INTO keyed SELECT 1, 2, g, convert_to('name ' || hashint4(g) %% 1000, 'UTF8')
                FROM generate_series(1, %1$d) g;
            CREATE INDEX ON typed (tenant, field, n, id) WHERE n IS NOT NULL;
            CREATE INDEX ON typed (tenant, field, lower(t), id) WHERE t IS NOT NULL;
            CREATE INDEX ON keyed (tenant, field, k, id);
            ALTER TABLE typed ENABLE ROW LEVEL SECURITY;
            ALTER TABLE keyed ENABLE ROW LEVEL SECURITY;
            CREATE POLICY p ON typed USING (tenant = (SELECT current_setting('x.tenant')::bigint));
            CREATE POLICY p ON keyed USING (tenant = (SELECT current_setting('x.tenant')::bigint));
            GRANT SELECT ON typed, keyed TO PUBLIC;
            ANALYZE typed;
            ANALYZE keyed;
            """;

    @Test
    void typedColumnsAgainstOneKey() throws SQLException {
        TestDatabase database = TestDatabase.create();
        try (Connection connection = database.asSuperuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(SCHEMA.formatted(Integer.getInteger("cohort.bench.rows", 100_000)));
            statement.execute("SET ROLE " + TestDatabase.LOGIN);
            statement.execute("SET x.tenant = '1'");
            Map<String, String[]> pairs = new LinkedHashMap<>();
            pairs.put("equality, text", pair("field = 2 AND lower(t) = 'name 7'", "field = 2 AND k = 'name 7'"));
            pairs.put("equality, number", pair("field = 1 AND n = 12.34", "field = 1 AND k = int8send(4294968530)"));
            pairs.put(
                    "range, number",
                    pair(
                            "field = 1 AND n >= 0 AND n < 20000",
                            "field = 1 AND k >= int8send(4294967296) AND k < int8send(4296967296)"));
            pairs.put(
                    "sort, number, keyset",
                    pair(
                            "field = 1 AND (n, id) > (1000, 0) ORDER BY n, id LIMIT 50",
                            "field = 1 AND (k, id) > (int8send(4295067296), 0) ORDER BY k, id LIMIT 50"));
            pairs.put(
                    "sort, text, keyset",
                    pair(
                            "field = 2 AND (lower(t), id) > ('name 5', 0) ORDER BY lower(t), id LIMIT 50",
                            "field = 2 AND (k, id) > ('name 5'::bytea, 0) ORDER BY k, id LIMIT 50"));
            for (Map.Entry<String, String[]> pair : pairs.entrySet()) {
                report(statement, pair.getKey(), pair.getValue());
            }
        }
    }

    private static String[] pair(String typed, String keyed) {
        String typedSql = "SELECT count(*) FROM (SELECT id FROM typed WHERE tenant = 1 AND " + typed + ") x";
        String keyedSql = "SELECT count(*) FROM (SELECT id FROM keyed WHERE tenant = 1 AND " + keyed + ") x";
        return new String[] {typedSql, keyedSql};
    }

    private static void report(Statement statement, String what, String[] pair) throws SQLException {
        double[][] times = new double[2][RUNS];
        for (int run = -2; run < RUNS; run++) {
            for (int way = 0; way < 2; way++) {
                long start = System.nanoTime();
                statement.executeQuery(pair[way]).next();
                if (run >= 0) {
                    times[way][run] = (System.nanoTime() - start) / 1e6;
                }
            }
        }
        double typed = median(times[0]);
        double keyed = median(times[1]);
        System.out.printf("%-22s typed %8.2f ms, key %6.2f ms: %5.1f x%n", what, typed, keyed, typed / keyed);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
