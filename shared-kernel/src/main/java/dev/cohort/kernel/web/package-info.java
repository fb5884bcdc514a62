/** What every controller shares: who calls. */
@NamedInterface("web")
@NullMarked
package dev.cohort.kernel.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
