/** What every controller and page shares: who calls, and texts. */
@NamedInterface("web")
@NullMarked
package dev.cohort.kernel.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
