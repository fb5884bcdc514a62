/** The frame around the modules' pages: layout, sign-in, home, and errors as pages or problems. */
@NullMarked
package dev.cohort.app.shell;

import org.jspecify.annotations.NullMarked;
