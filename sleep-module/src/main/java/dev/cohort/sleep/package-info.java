/**
 * The sleep of people, from their wearables. Owns the PostgreSQL schema {@code sleep}. Other modules meet it here
 * alone: {@link dev.cohort.sleep.SleepImports} loads, {@link dev.cohort.sleep.SleepErasure} erases, and whoever
 * assembles the application implements {@link dev.cohort.sleep.KnownPersons}.
 */
@ApplicationModule(
        displayName = "Sleep",
        allowedDependencies = {"kernel", "kernel :: *"})
@NullMarked
package dev.cohort.sleep;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
