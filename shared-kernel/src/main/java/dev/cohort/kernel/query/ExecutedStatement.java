package dev.cohort.kernel.query;

import java.time.Duration;

/**
 * One execution, as a recording scope remembers it. Values are never kept.
 *
 * @param sql as it was sent
 * @param batch how many sets of values went with it; 1 outside a batch
 * @param longestList the length of the longest list of values in the text, 0 without one
 */
public record ExecutedStatement(
        String sql, Shape shape, CallSite site, int batch, int longestList, Duration database) {}
