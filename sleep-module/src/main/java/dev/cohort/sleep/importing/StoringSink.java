package dev.cohort.sleep.importing;

import dev.cohort.sleep.series.Sample;
import dev.cohort.sleep.series.SeriesType;
import dev.cohort.sleep.session.SessionIn;
import dev.cohort.sleep.summary.DailyValues.DailyValue;
import java.time.LocalDate;

/**
 * Collects records into batches of bounded size. A file is always read alike, so the number of records that are
 * stored says exactly where to go on: a run that continues passes over so many.
 */
final class StoringSink implements RecordSink {

    private final Storing storing;
    private final long storedBefore;
    private long seen;
    private Batch batch = new Batch();

    /** Stores a batch. */
    interface Storing {
        /**
         * @param records of the file that are stored when this batch is
         */
        void store(Batch batch, long records);
    }

    /**
     * @param storedBefore how many records an earlier run stored
     */
    StoringSink(long storedBefore, Storing storing) {
        this.storedBefore = storedBefore;
        this.storing = storing;
    }

    /** Stores what is left. */
    void finish() {
        if (!batch.isEmpty()) {
            storing.store(batch, seen);
            batch = new Batch();
        }
    }

    @Override
    public void session(Place place, SessionIn session) {
        if (isNew()) {
            batch.add(place, session);
            storeIfFull();
        }
    }

    @Override
    public void stage(Place place, SourceStage stage) {
        if (isNew()) {
            batch.add(place, stage);
            storeIfFull();
        }
    }

    @Override
    public void sample(String provider, SeriesType type, long epochSecond, int hundredths) {
        if (isNew()) {
            batch.add(new Batch.Series(provider, type), new Sample(epochSecond, hundredths));
            storeIfFull();
        }
    }

    @Override
    public void daily(String provider, SeriesType type, LocalDate day, int hundredths) {
        if (isNew()) {
            batch.add(new DailyValue(provider, type, day, hundredths));
            storeIfFull();
        }
    }

    @Override
    public void rejected(Place place, Rejection rejection) {
        if (isNew()) {
            batch.add(place, rejection);
            storeIfFull();
        }
    }

    @Override
    public void skipped() {
        if (isNew()) {
            batch.skip();
            storeIfFull();
        }
    }

    private boolean isNew() {
        return ++seen > storedBefore;
    }

    private void storeIfFull() {
        if (batch.isFull()) {
            storing.store(batch, seen);
            batch = new Batch();
        }
    }
}
