package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.time.TimeWindow;
import dev.cohort.sleep.person.PersonLock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Stores samples: many for a chunk are merged into it at once, a few for a full one wait in the inbox until they are
 * worth rewriting it. Readers see both, so where a sample lies is a matter of cost alone.
 */
@Component
public class SampleWriter {

    /** Up to this size a chunk is rewritten for every sample: it is no larger than a few rows of the inbox. */
    static final int SMALL_CHUNK = 32;
    /** A chunk is rewritten when so many wait for it, or an eighth of its size. */
    static final int WORTH_A_REWRITE = 16;
    /** The most samples that may wait in one series: readers unpack the chunks they belong to. */
    static final int MAX_WAITING = 256;

    private final PersonLock lock;
    private final ChunkStore store;
    private final LateSamples late;
    private final ChunkPacking packing;
    private final WaitingSeries waiting;
    private final ObjectProvider<SampleObserver> observers;

    SampleWriter(
            PersonLock lock,
            ChunkStore store,
            LateSamples late,
            ChunkPacking packing,
            WaitingSeries waiting,
            ObjectProvider<SampleObserver> observers) {
        this.lock = lock;
        this.store = store;
        this.late = late;
        this.packing = packing;
        this.waiting = waiting;
        this.observers = observers;
    }

    /**
     * Stores samples of one series, in the current transaction or one of its own, under the person's lock; then tells
     * the observers. Statements, for any number of samples: the lock, one read, and of rewriting chunks, emptying and
     * filling the inbox each at most one; one more read when the inbox overflows. A single sample that can wait takes
     * one round trip for all of that.
     *
     * @param samples any order, at most 1,048,576; of several for one second the last wins
     * @throws IllegalArgumentException if a value is out of its type's bounds or a time is before 1970
     */
    @Transactional
    public SampleOutcome write(
            TenantId tenant, PersonId person, String provider, SeriesType type, List<Sample> samples) {
        var batch = new SampleBatch(type, samples);
        if (batch.size() == 0) {
            return batch.outcome();
        }
        var series = new SeriesKey(tenant, person, provider, type);
        SampleOutcome waits = samples.size() == 1 ? single(series, samples.getFirst()) : null;
        if (waits != null) {
            return waits;
        }
        lock.take(tenant, person);
        int[] chunks = batch.chunks();
        ChunkStore.Content content = store.read(series, chunks);
        Map<Integer, ChunkSamples> changes = new TreeMap<>();
        for (int chunk : chunks) {
            ChunkSamples existing = content.chunks()
                    .getOrDefault(chunk, ChunkSamples.NONE)
                    .with(content.late().getOrDefault(chunk, ChunkSamples.NONE));
            ChunkSamples changed = batch.changes(chunk, existing);
            if (changed.size() > 0) {
                changes.put(chunk, changed);
            }
        }
        if (!changes.isEmpty()) {
            store(series, content, changes);
            tell(series, spans(changes));
        }
        return batch.outcome();
    }

    /** What became of a sample that can wait, or is there as it is; null if its chunk must be written. */
    private @Nullable SampleOutcome single(SeriesKey series, Sample sample) {
        LateSamples.Known known = late.put(series, sample);
        if (known.value() != null && known.value() == sample.hundredths()) {
            return new SampleOutcome(0, 0, 1);
        }
        if (!known.waits()) {
            return null;
        }
        waiting.add(series);
        LateSample change = known.late();
        if (change == null) {
            Instant at = Instant.ofEpochSecond(sample.epochSecond());
            tell(series, List.of(new TimeWindow(at, at.plusSeconds(1))));
        } else {
            observers
                    .orderedStream()
                    .forEach(one ->
                            one.changed(series.tenant(), series.person(), series.provider(), series.type(), change));
        }
        return known.value() == null ? new SampleOutcome(1, 0, 0) : new SampleOutcome(0, 1, 0);
    }

    private void tell(SeriesKey series, List<TimeWindow> spans) {
        observers
                .orderedStream()
                .forEach(one -> one.changed(series.tenant(), series.person(), series.provider(), series.type(), spans));
    }

    private void store(SeriesKey series, ChunkStore.Content content, Map<Integer, ChunkSamples> changes) {
        Map<Integer, ChunkSamples> rewritten = new TreeMap<>();
        Map<Integer, ChunkSamples> toWait = new TreeMap<>();
        int waits =
                content.late().values().stream().mapToInt(ChunkSamples::size).sum();
        for (Map.Entry<Integer, ChunkSamples> change : changes.entrySet()) {
            int packed = content.chunks()
                    .getOrDefault(change.getKey(), ChunkSamples.NONE)
                    .size();
            ChunkSamples late = content.late().getOrDefault(change.getKey(), ChunkSamples.NONE);
            int pending = late.size() + change.getValue().size();
            if (packed + pending <= SMALL_CHUNK || pending >= Math.max(WORTH_A_REWRITE, packed / 8)) {
                rewritten.put(change.getKey(), change.getValue());
                waits -= late.size();
            } else {
                toWait.put(change.getKey(), change.getValue());
                waits += change.getValue().size();
            }
        }
        if (waits > MAX_WAITING) {
            Map<Integer, ChunkSamples> all = new TreeMap<>(content.late());
            all.putAll(changes);
            packing.rewrite(series, store.read(series, ChunkPacking.numbers(all)), all);
            return;
        }
        if (!rewritten.isEmpty()) {
            packing.rewrite(series, content, rewritten);
        }
        if (!toWait.isEmpty()) {
            store.fillInbox(series, toWait);
            waiting.add(series);
        }
    }

    /** Changed samples at most a chunk's length apart share a span. */
    private static List<TimeWindow> spans(Map<Integer, ChunkSamples> changes) {
        List<TimeWindow> spans = new ArrayList<>();
        long start = 0;
        long end = -1;
        for (Map.Entry<Integer, ChunkSamples> change : changes.entrySet()) {
            long base = (long) change.getKey() * ChunkSamples.SECONDS;
            short[] offsets = change.getValue().offsets();
            long first = base + offsets[0];
            if (end >= 0 && first - end > ChunkSamples.SECONDS) {
                spans.add(new TimeWindow(Instant.ofEpochSecond(start), Instant.ofEpochSecond(end)));
            }
            start = end >= 0 && first - end <= ChunkSamples.SECONDS ? start : first;
            end = base + offsets[offsets.length - 1] + 1;
        }
        spans.add(new TimeWindow(Instant.ofEpochSecond(start), Instant.ofEpochSecond(end)));
        return spans;
    }
}
