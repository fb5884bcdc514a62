/**
 * The zone and the rank of providers of a person or of a whole tenant. Owns {@code sleep.person_settings} and
 * {@code sleep.tenant_settings}. Read {@link dev.cohort.sleep.settings.SleepSettings} first. Whoever keeps figures
 * that depend on them implements {@link dev.cohort.sleep.settings.SettingsObserver}.
 */
@NullMarked
package dev.cohort.sleep.settings;

import org.jspecify.annotations.NullMarked;
