package dev.cohort.sleep.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Rewrites chunks; the caller's transaction holds the person's lock. */
@Component
class ChunkPacking {

    private final ChunkStore store;

    ChunkPacking(ChunkStore store) {
        this.store = store;
    }

    /**
     * Merges {@code changes}, over what waits for the same chunks, into the chunks. Statements: one, two if something
     * waited.
     *
     * @param content holds every chunk of {@code changes} that is there
     */
    void rewrite(SeriesKey series, ChunkStore.Content content, Map<Integer, ChunkSamples> changes) {
        var rows = new PackedRows();
        List<Integer> emptied = new ArrayList<>();
        changes.forEach((chunk, changed) -> {
            ChunkSamples late = content.late().get(chunk);
            ChunkSamples packed = content.chunks().getOrDefault(chunk, ChunkSamples.NONE);
            if (late != null) {
                packed = packed.with(late);
                emptied.add(chunk);
            }
            rows.add(chunk, packed.with(changed));
        });
        store.write(series, rows);
        if (!emptied.isEmpty()) {
            store.emptyInbox(
                    series, emptied.stream().mapToInt(Integer::intValue).toArray());
        }
    }

    /** Merges all that waits in the series' inbox into its chunks. Statements: at most four. */
    void fold(SeriesKey series) {
        ChunkStore.Content waiting = store.read(series, new int[0]);
        if (!waiting.late().isEmpty()) {
            rewrite(series, store.read(series, numbers(waiting.late())), waiting.late());
        }
    }

    /** The chunks' numbers, ascending. */
    static int[] numbers(Map<Integer, ChunkSamples> chunks) {
        return chunks.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
    }
}
