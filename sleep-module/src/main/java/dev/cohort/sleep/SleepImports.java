package dev.cohort.sleep;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import java.io.InputStream;
import java.time.ZoneId;

/** Loads a person's file from a wearable; what a user's import does, without the job round it. Idempotent. */
public interface SleepImports {

    /**
     * @param format {@code apple-health}, {@code fitbit}, {@code garmin}, {@code oura}, {@code whoop},
     *     {@code open-wearables}, {@code csv-heart-rate} or {@code csv-sleep}
     * @param zone of wall-clock times without offset
     * @throws IllegalArgumentException if the format is unknown or a record was refused, naming the first
     */
    void load(TenantId tenant, PersonId person, String format, ZoneId zone, InputStream file);
}
