/** Errors as RFC 9457 problems; throw {@link dev.cohort.kernel.problem.ProblemException}. */
@NamedInterface("problem")
@NullMarked
package dev.cohort.kernel.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
