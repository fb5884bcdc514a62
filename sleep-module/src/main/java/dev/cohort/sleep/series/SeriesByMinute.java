package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.time.TimeWindow;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** A provider's series minute by minute, for the charts of {@code sleep.page}. */
@Component
public class SeriesByMinute {

    /** Two days of minutes; a night is shorter. */
    private static final int MOST = 2_880;

    private final SeriesListing listing;

    SeriesByMinute(SeriesListing listing) {
        this.listing = listing;
    }

    /** A minute with samples: the mean, the extremes and the number of them. */
    public record Minute(Instant at, BigDecimal mean, BigDecimal min, BigDecimal max, int samples) {}

    /**
     * The minutes of {@code window} that have samples, by time, 2,880 at most. Not for types that add up. One
     * statement.
     */
    public List<Minute> of(TenantId tenant, PersonId person, SeriesType type, String provider, TimeWindow window) {
        var query = new SeriesQuery(
                tenant,
                person,
                type,
                Resolution.MINUTE,
                window.start().getEpochSecond(),
                window.end().getEpochSecond(),
                provider,
                List.of(provider),
                ZoneOffset.UTC,
                null,
                MOST);
        return listing.buckets(query).stream()
                .map(item -> new Minute(
                        item.at().toInstant(),
                        Objects.requireNonNull(item.mean()),
                        Objects.requireNonNull(item.min()),
                        Objects.requireNonNull(item.max()),
                        Objects.requireNonNull(item.n())))
                .toList();
    }
}
