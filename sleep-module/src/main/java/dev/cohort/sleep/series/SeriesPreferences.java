package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** What the series' own addresses need to know of a person's settings; implemented by whoever keeps those. */
@FunctionalInterface
public interface SeriesPreferences {

    /** The rank of providers if nobody said otherwise; those that are not listed follow, equal among themselves. */
    List<String> DEFAULT_RANK = List.of("apple", "garmin", "polar", "suunto", "whoop");

    /** Of those for whom nobody keeps settings. */
    SeriesPreferences NONE = (tenant, person) -> new Effective(ZoneOffset.UTC, DEFAULT_RANK);

    /**
     * What holds for a person.
     *
     * @param zone whose days are the person's days
     * @param providerRank highest first
     */
    record Effective(ZoneId zone, List<String> providerRank) {}

    /** Enough where neither days nor a choice among providers are asked for. */
    Effective UNRANKED = new Effective(ZoneOffset.UTC, List.of());

    /** Statements: one. */
    Effective of(TenantId tenant, PersonId person);
}
