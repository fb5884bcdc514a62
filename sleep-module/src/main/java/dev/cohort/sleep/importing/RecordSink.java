package dev.cohort.sleep.importing;

import dev.cohort.sleep.series.SeriesType;
import dev.cohort.sleep.session.SessionIn;
import java.time.LocalDate;

/** Takes the records of a file one after the other, in the order in which they stand there. */
interface RecordSink {

    void session(Place place, SessionIn session);

    /** One interval of a source that writes no sessions. */
    void stage(Place place, SourceStage stage);

    /**
     * @param epochSecond within what can be stored
     * @param hundredths within the bounds of {@code type}
     */
    void sample(String provider, SeriesType type, long epochSecond, int hundredths);

    /** A value for the whole of a day's night, by the date of its wake-up. */
    void daily(String provider, SeriesType type, LocalDate day, int hundredths);

    void rejected(Place place, Rejection rejection);

    /** A record that is right and of no concern here. */
    void skipped();
}
