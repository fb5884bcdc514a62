@NullMarked
package dev.cohort.sleep;

import org.jspecify.annotations.NullMarked;
