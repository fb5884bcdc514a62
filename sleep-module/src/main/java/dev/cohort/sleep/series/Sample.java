package dev.cohort.sleep.series;

/** A measured value at a second since 1970, in hundredths of its type's unit. */
public record Sample(long epochSecond, int hundredths) {}
