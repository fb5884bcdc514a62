package dev.cohort.sleep.importing;

import dev.cohort.sleep.series.Sample;
import dev.cohort.sleep.series.SeriesType;
import dev.cohort.sleep.session.SessionIn;
import dev.cohort.sleep.summary.DailyValues.DailyValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records that are stored in one transaction. */
final class Batch {

    private static final int MOST_SAMPLES = 100_000;
    private static final int MOST_SESSIONS = 500;
    private static final int MOST_STAGES = 40_000;
    private static final int MOST_REJECTED = 5_000;

    private final List<Placed<SessionIn>> sessions = new ArrayList<>();
    private final List<Placed<SourceStage>> stages = new ArrayList<>();
    private final Map<Series, List<Sample>> samples = new LinkedHashMap<>();
    private final List<DailyValue> dailies = new ArrayList<>();
    private final List<Placed<Rejection>> rejections = new ArrayList<>();
    private int sampleCount;
    private int intervals;
    private int skipped;

    /** Something and where it stands. */
    record Placed<T>(Place place, T what) {}

    /** Samples of one kind. */
    record Series(String provider, SeriesType type) {}

    void add(Place place, SessionIn session) {
        sessions.add(new Placed<>(place, session));
        intervals += session.stages().size();
    }

    void add(Place place, SourceStage stage) {
        stages.add(new Placed<>(place, stage));
    }

    void add(Series series, Sample sample) {
        samples.computeIfAbsent(series, key -> new ArrayList<>()).add(sample);
        sampleCount++;
    }

    void add(DailyValue daily) {
        dailies.add(daily);
    }

    void add(Place place, Rejection rejection) {
        rejections.add(new Placed<>(place, rejection));
    }

    void skip() {
        skipped++;
    }

    boolean isFull() {
        return sampleCount + skipped >= MOST_SAMPLES
                || sessions.size() + dailies.size() >= MOST_SESSIONS
                || stages.size() + intervals >= MOST_STAGES
                || rejections.size() >= MOST_REJECTED;
    }

    boolean isEmpty() {
        return size() == 0;
    }

    /** The number of records. */
    int size() {
        return sampleCount + sessions.size() + stages.size() + dailies.size() + rejections.size() + skipped;
    }

    List<Placed<SessionIn>> sessions() {
        return sessions;
    }

    List<Placed<SourceStage>> stages() {
        return stages;
    }

    Map<Series, List<Sample>> samples() {
        return samples;
    }

    List<DailyValue> dailies() {
        return dailies;
    }

    List<Placed<Rejection>> rejections() {
        return rejections;
    }

    int skipped() {
        return skipped;
    }
}
