/**
 * Nights as people read them: stored figures, pages, one night in detail, trends. Owns {@code sleep.night} and
 * {@code sleep.daily_value}, written in the transaction that changes a session, a sample or a setting, so that a read
 * computes nothing. Read {@link dev.cohort.sleep.summary.NightPages} first, then
 * {@link dev.cohort.sleep.summary.NightKeeper}.
 */
@NullMarked
package dev.cohort.sleep.summary;

import org.jspecify.annotations.NullMarked;
