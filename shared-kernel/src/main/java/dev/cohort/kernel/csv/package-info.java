/**
 * CSV as Cohort writes it (RFC 4180, UTF-8, LF): {@link dev.cohort.kernel.csv.CsvText}. A spreadsheet never takes a
 * cell for a formula, and every value survives the way out and in again. No tables.
 */
@NamedInterface("csv")
@NullMarked
package dev.cohort.kernel.csv;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
