/**
 * Charts as SVG text, made on the server: exact about gaps, readable without a script, printable. Pure functions of
 * their arguments; colours come from classes alone, so that they follow the scheme of the page. Public for
 * {@code sleep.page}.
 */
@NullMarked
package dev.cohort.sleep.chart;

import org.jspecify.annotations.NullMarked;
