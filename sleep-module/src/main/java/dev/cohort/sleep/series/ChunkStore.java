package dev.cohort.sleep.series;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** The packed chunks and the inbox of one series: read, written and deleted set-wise, one statement each. */
@Component
class ChunkStore {

    private static final String READ = """
            SELECT false AS late, chunk, array_send(offsets) AS offsets, array_send(sums) AS sums,
                   array_send(wide_sums) AS wide_sums
            FROM sleep.sample_chunk
            WHERE tenant_id = :tenant AND person_id = :person AND type = :type AND provider = :provider
              AND chunk = ANY (:chunks)
            UNION ALL
            SELECT true, chunk, array_send(array_agg(at_offset ORDER BY at_offset)),
                   array_send(array_agg(value ORDER BY at_offset)), NULL
            FROM sleep.late_sample
            WHERE tenant_id = :tenant AND person_id = :person AND type = :type AND provider = :provider
            GROUP BY chunk""";

    private static final String WRITE = """
            INSERT INTO sleep.sample_chunk AS c (tenant_id, person_id, type, provider, chunk, samples,
                low, high, total, weight, held, first_offset, last_offset, last_value,
                offsets, sums, weights, helds, wide_sums, wide_weights)
            SELECT :tenant, :person, :type, :provider, r.chunk, r.samples,
                r.low, r.high, r.total, r.weight, r.held,
                (CAST(:offsets AS smallint[]))[r.offsets_at + 1], r.last_offset, r.last_value,
                (CAST(:offsets AS smallint[]))[r.offsets_at + 1 : r.offsets_at + r.samples],
                CASE WHEN NOT r.wide THEN (CAST(:sums AS integer[]))[r.sums_at + 1 : r.sums_at + r.samples] END,
                CASE WHEN NOT r.wide THEN (CAST(:weights AS integer[]))[r.sums_at + 1 : r.sums_at + r.samples] END,
                CASE WHEN r.helds_at >= 0
                    THEN (CAST(:helds AS smallint[]))[r.helds_at + 1 : r.helds_at + r.samples] END,
                CASE WHEN r.wide THEN (CAST(:wideSums AS bigint[]))[r.sums_at + 1 : r.sums_at + r.samples] END,
                CASE WHEN r.wide THEN (CAST(:wideWeights AS bigint[]))[r.sums_at + 1 : r.sums_at + r.samples] END
            FROM unnest(CAST(:chunk AS integer[]), CAST(:samples AS smallint[]), CAST(:low AS integer[]),
                CAST(:high AS integer[]), CAST(:total AS bigint[]), CAST(:weight AS bigint[]),
                CAST(:held AS smallint[]), CAST(:lastOffset AS smallint[]), CAST(:lastValue AS integer[]),
                CAST(:offsetsAt AS integer[]), CAST(:sumsAt AS integer[]), CAST(:heldsAt AS integer[]),
                CAST(:wide AS boolean[]))
              AS r (chunk, samples, low, high, total, weight, held, last_offset, last_value,
                offsets_at, sums_at, helds_at, wide)
            ON CONFLICT (tenant_id, person_id, type, chunk, provider) DO UPDATE SET
                samples = excluded.samples, low = excluded.low, high = excluded.high, total = excluded.total,
                weight = excluded.weight, held = excluded.held, first_offset = excluded.first_offset,
                last_offset = excluded.last_offset, last_value = excluded.last_value, offsets = excluded.offsets,
                sums = excluded.sums, weights = excluded.weights, helds = excluded.helds,
                wide_sums = excluded.wide_sums, wide_weights = excluded.wide_weights""";

    private static final String EMPTY_INBOX = """
            DELETE FROM sleep.late_sample
            WHERE tenant_id = :tenant AND person_id = :person AND type = :type AND provider = :provider
              AND chunk = ANY (:chunks)""";

    private static final String FILL_INBOX = """
            INSERT INTO sleep.late_sample (tenant_id, person_id, type, provider, chunk, at_offset, value)
            SELECT :tenant, :person, :type, :provider, l.chunk, l.at_offset, l.value
            FROM unnest(CAST(:chunks AS integer[]), CAST(:offsets AS smallint[]), CAST(:values AS integer[]))
              AS l (chunk, at_offset, value)
            ON CONFLICT (tenant_id, person_id, type, chunk, provider, at_offset)
                DO UPDATE SET value = excluded.value""";

    private final JdbcClient jdbc;

    ChunkStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The chunks that were asked for and are there, by number; and all that waits in the series' inbox. */
    record Content(Map<Integer, ChunkSamples> chunks, Map<Integer, ChunkSamples> late) {}

    Content read(SeriesKey series, int[] chunks) {
        var content = new Content(new HashMap<>(), new HashMap<>());
        spec(READ, series).param("chunks", chunks).query(row -> {
            var into = row.getBoolean("late") ? content.late() : content.chunks();
            into.put(row.getInt("chunk"), samples(row, row.getBoolean("late")));
        });
        return content;
    }

    /** Inserts the rows or replaces those that are there. */
    void write(SeriesKey series, PackedRows rows) {
        rows.trimmed();
        spec(WRITE, series)
                .param("chunk", rows.chunk)
                .param("samples", rows.samples)
                .param("low", rows.low)
                .param("high", rows.high)
                .param("total", rows.total)
                .param("weight", rows.weight)
                .param("held", rows.held)
                .param("lastOffset", rows.lastOffsets())
                .param("lastValue", rows.lastValues())
                .param("offsetsAt", rows.offsetsAt)
                .param("sumsAt", rows.sumsAt)
                .param("heldsAt", rows.heldsAt)
                .param("wide", rows.wide)
                .param("offsets", rows.offsets)
                .param("sums", rows.sums)
                .param("weights", rows.weights)
                .param("helds", rows.helds)
                .param("wideSums", rows.wideSums)
                .param("wideWeights", rows.wideWeights)
                .update();
    }

    void fillInbox(SeriesKey series, Map<Integer, ChunkSamples> late) {
        int size = late.values().stream().mapToInt(ChunkSamples::size).sum();
        int[] chunks = new int[size];
        short[] offsets = new short[size];
        int[] values = new int[size];
        int count = 0;
        for (Map.Entry<Integer, ChunkSamples> entry : late.entrySet()) {
            ChunkSamples samples = entry.getValue();
            for (int at = 0; at < samples.size(); at++) {
                chunks[count] = entry.getKey();
                offsets[count] = samples.offsets()[at];
                values[count++] = samples.values()[at];
            }
        }
        spec(FILL_INBOX, series)
                .param("chunks", chunks)
                .param("offsets", offsets)
                .param("values", values)
                .update();
    }

    void emptyInbox(SeriesKey series, int[] chunks) {
        spec(EMPTY_INBOX, series).param("chunks", chunks).update();
    }

    private StatementSpec spec(String sql, SeriesKey series) {
        return jdbc.sql(sql)
                .param("tenant", series.tenant().value())
                .param("person", series.person().value())
                .param("type", series.type().id())
                .param("provider", series.provider());
    }

    private static ChunkSamples samples(ResultSet row, boolean late) throws SQLException {
        short[] offsets = BinaryArrays.shorts(row.getBytes("offsets"));
        byte[] sent = row.getBytes("sums");
        if (late) {
            return new ChunkSamples(offsets, BinaryArrays.ints(sent));
        }
        int[] values = new int[offsets.length];
        if (sent == null) {
            long[] sums = BinaryArrays.longs(row.getBytes("wide_sums"));
            for (int at = 0; at < values.length; at++) {
                values[at] = (int) (sums[at] - (at == 0 ? 0 : sums[at - 1]));
            }
        } else {
            int[] sums = BinaryArrays.ints(sent);
            for (int at = 0; at < values.length; at++) {
                values[at] = sums[at] - (at == 0 ? 0 : sums[at - 1]);
            }
        }
        return new ChunkSamples(offsets, values);
    }
}
