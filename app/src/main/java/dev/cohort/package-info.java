/** Cohort: {@link dev.cohort.Application} starts it; each sub-package is a module. */
@NullMarked
package dev.cohort;

import org.jspecify.annotations.NullMarked;
