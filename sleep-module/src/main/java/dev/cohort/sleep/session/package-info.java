/**
 * Sleep sessions as they arrived, from devices and files. Owns {@code sleep.sleep_session}. Read
 * {@link dev.cohort.sleep.session.RecordSleepSession} first. Whoever keeps figures made of sessions implements
 * {@link dev.cohort.sleep.session.SessionObserver}; importers record through the same door as the HTTP API.
 */
@NullMarked
package dev.cohort.sleep.session;

import org.jspecify.annotations.NullMarked;
