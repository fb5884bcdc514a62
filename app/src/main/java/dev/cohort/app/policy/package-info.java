/** One class for each thing that a context does about the other. */
@NullMarked
package dev.cohort.app.policy;

import org.jspecify.annotations.NullMarked;
