/** Keyset pages: sizes, signed cursors, and the page that an API returns. */
@NamedInterface("page")
@NullMarked
package dev.cohort.kernel.page;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
