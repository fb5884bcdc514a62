/** Start-up: the mode, what it implies, the one line that a failed start prints, and what a good start announces. */
@NullMarked
package dev.cohort.app.start;

import org.jspecify.annotations.NullMarked;
