/**
 * The administrators' page "Query lab": the same page of contacts by every strategy, with its plan, and the calibration
 * from which the choice between them is made. Owns no table and writes none. Read {@code search.QueryLab} for what is
 * measured.
 */
@NullMarked
package dev.cohort.contacts.lab;

import org.jspecify.annotations.NullMarked;
