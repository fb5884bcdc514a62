package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** What the series' own addresses need to know of a person's settings; implemented by whoever keeps those. */
public interface SeriesPreferences {

    /** The rank of providers if nobody said otherwise; those that are not listed follow, equal among themselves. */
    List<String> DEFAULT_RANK = List.of("apple", "garmin", "polar", "suunto", "whoop");

    /** Of those for whom nobody keeps settings. */
    SeriesPreferences NONE = new SeriesPreferences() {
        @Override
        public List<String> providerRank(TenantId tenant, PersonId person) {
            return DEFAULT_RANK;
        }

        @Override
        public ZoneId zone(TenantId tenant, PersonId person) {
            return ZoneOffset.UTC;
        }
    };

    /** The person's rank of providers, highest first. */
    List<String> providerRank(TenantId tenant, PersonId person);

    /** The zone whose days are the person's days. */
    ZoneId zone(TenantId tenant, PersonId person);
}
