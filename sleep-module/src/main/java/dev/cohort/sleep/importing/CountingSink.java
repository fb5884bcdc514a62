package dev.cohort.sleep.importing;

import dev.cohort.sleep.series.SeriesType;
import dev.cohort.sleep.session.SessionIn;
import java.time.LocalDate;

/** Counts the records of a file and keeps none: the pass that shows that the file can be read to its end. */
final class CountingSink implements RecordSink {

    private long records;

    long records() {
        return records;
    }

    @Override
    public void session(Place place, SessionIn session) {
        records++;
    }

    @Override
    public void stage(Place place, SourceStage stage) {
        records++;
    }

    @Override
    public void sample(String provider, SeriesType type, long epochSecond, int hundredths) {
        records++;
    }

    @Override
    public void daily(String provider, SeriesType type, LocalDate day, int hundredths) {
        records++;
    }

    @Override
    public void rejected(Place place, Rejection rejection) {
        records++;
    }

    @Override
    public void skipped() {
        records++;
    }
}
