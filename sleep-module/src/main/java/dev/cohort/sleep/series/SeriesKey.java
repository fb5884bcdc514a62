package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;

/** One series: whose, of whom, measured by what, of which type. */
record SeriesKey(TenantId tenant, PersonId person, String provider, SeriesType type) {}
