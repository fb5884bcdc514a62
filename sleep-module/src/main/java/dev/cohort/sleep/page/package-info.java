/**
 * The pages of sleep: one person's last night, charts and trends. Owns no tables. Numbers come with their provenance;
 * what is not known is shown as not known.
 */
@NullMarked
package dev.cohort.sleep.page;

import org.jspecify.annotations.NullMarked;
