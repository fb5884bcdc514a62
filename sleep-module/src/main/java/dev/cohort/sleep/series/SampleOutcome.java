package dev.cohort.sleep.series;

/**
 * What became of the samples of one write: newly stored, stored over another value, or there already. The three add
 * up to the samples given; of several for one second each is counted against the one before it.
 */
public record SampleOutcome(int accepted, int replaced, int unchanged) {}
