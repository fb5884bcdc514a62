/**
 * Files from wearables: each format is read as a stream into a {@link dev.cohort.sleep.importing.RecordSink}, checked
 * to its end before anything is written, and then recorded in steps that a killed import goes on from. Owns no
 * table: sessions go to {@code sleep.session}, samples to {@code sleep.series}. Read
 * {@link dev.cohort.sleep.importing.ImportFormat} and {@link dev.cohort.sleep.importing.StoringSink} first.
 */
@NullMarked
package dev.cohort.sleep.importing;

import org.jspecify.annotations.NullMarked;
