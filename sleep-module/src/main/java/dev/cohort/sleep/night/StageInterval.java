package dev.cohort.sleep.night;

/** A stage in the half-open interval [start, end) of seconds since 1970. */
public record StageInterval(Stage stage, long start, long end) {}
