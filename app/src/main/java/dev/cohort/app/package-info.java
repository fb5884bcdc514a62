/**
 * Assembly, nothing else: start-up ({@code start}), which database ({@code database}), who may what
 * ({@code security}), layout and errors ({@code shell}), demo data ({@code demo}), and what one context does about
 * the other ({@code policy}). Nobody depends on it.
 */
@ApplicationModule(
        displayName = "Application",
        allowedDependencies = {"kernel", "kernel :: *", "sleep", "contacts"})
@NullMarked
package dev.cohort.app;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
