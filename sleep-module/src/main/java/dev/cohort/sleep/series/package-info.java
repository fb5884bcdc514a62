/**
 * Series of samples (heart rate and its like): types and units, packed storage with its inbox of late samples, and
 * averages of windows. Owns {@code sleep.sample_chunk} and {@code sleep.late_sample}. Read first:
 * {@link dev.cohort.sleep.series.SeriesType}, {@link dev.cohort.sleep.series.SampleWriter},
 * {@link dev.cohort.sleep.series.WindowAverages}. Knows no other feature; whoever keeps figures made of samples
 * implements {@link dev.cohort.sleep.series.SampleObserver}.
 */
@NullMarked
package dev.cohort.sleep.series;

import org.jspecify.annotations.NullMarked;
