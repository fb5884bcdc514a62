/** Half-open windows of time. */
@NamedInterface("time")
@NullMarked
package dev.cohort.kernel.time;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
