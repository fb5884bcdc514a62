package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.page.Cursors;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Pages of a series, with their cursors. */
@Component
class SeriesPages {

    private static final long LAST = (long) Integer.MAX_VALUE * ChunkSamples.SECONDS;

    private final SeriesListing listing;
    private final DailyFigures daily;
    private final Cursors cursors;
    private final ObjectProvider<SeriesPreferences> preferences;

    SeriesPages(
            SeriesListing listing, DailyFigures daily, Cursors cursors, ObjectProvider<SeriesPreferences> preferences) {
        this.listing = listing;
        this.daily = daily;
        this.cursors = cursors;
        this.preferences = preferences;
    }

    /** A request as it came, its names resolved. */
    record Asked(
            SeriesType type,
            Resolution resolution,
            @Nullable String from,
            @Nullable String to,
            @Nullable String provider,
            PageSize limit,
            @Nullable String cursor) {

        /** First second and the one after the last. An offset's plus sign that nobody escaped arrives as a blank. */
        long[] range() {
            long first = from == null ? 0 : RequestValues.instant(from.replace(' ', '+'), "/from");
            long end = to == null ? LAST : RequestValues.instant(to.replace(' ', '+'), "/to");
            if (end < first) {
                throw RequestValues.malformed("/to", "end-before-start", "to is before from.");
            }
            return new long[] {Math.clamp(first, 0, LAST), Math.clamp(end, 0, LAST)};
        }
    }

    /** Statements: one, and what the person's settings take. */
    Page<SeriesItem> page(TenantId tenant, PersonId person, Asked asked) {
        String of = String.join(
                "|",
                "samples",
                person.toString(),
                asked.type().code(),
                asked.resolution().code(),
                String.valueOf(asked.from()),
                String.valueOf(asked.to()),
                String.valueOf(asked.provider()));
        SeriesQuery.Position position =
                asked.cursor() == null ? null : position(cursors.read(tenant, of, asked.cursor()));
        int size = asked.limit().value();
        List<SeriesItem> found = find(tenant, person, asked, position, size + 1);
        boolean more = found.size() > size;
        List<SeriesItem> items = more ? found.subList(0, size) : found;
        boolean backward = position != null && position.backward();
        if (backward) {
            items = items.reversed();
        }
        boolean before = backward ? more : position != null;
        boolean after = backward || more;
        return new Page<>(
                items,
                after && !items.isEmpty() ? cursors.write(tenant, of, key(false, items.getLast())) : null,
                before && !items.isEmpty() ? cursors.write(tenant, of, key(true, items.getFirst())) : null);
    }

    static ProblemException unknownResolution(String resolution) {
        return RequestValues.malformed(
                "/resolution",
                "unknown-resolution",
                "There is no resolution \"" + RequestValues.shown(resolution) + "\"; known are "
                        + Arrays.stream(Resolution.values())
                                .map(Resolution::code)
                                .toList() + ".");
    }

    private List<SeriesItem> find(
            TenantId tenant, PersonId person, Asked asked, SeriesQuery.@Nullable Position position, int size) {
        boolean raw = asked.resolution() == Resolution.RAW;
        SeriesPreferences.Effective settings = raw
                ? SeriesPreferences.UNRANKED
                : preferences.getIfAvailable(() -> SeriesPreferences.NONE).of(tenant, person);
        long[] range = asked.range();
        var query = new SeriesQuery(
                tenant,
                person,
                asked.type(),
                asked.resolution(),
                range[0],
                range[1],
                asked.provider(),
                settings.providerRank(),
                settings.zone(),
                position,
                size);
        if (raw) {
            return listing.samples(query);
        }
        return asked.resolution() == Resolution.DAY ? daily.days(query) : listing.buckets(query);
    }

    private static Cursors.Position key(boolean backward, SeriesItem item) {
        byte[] provider = item.provider().getBytes(StandardCharsets.UTF_8);
        return new Cursors.Position(
                backward,
                ByteBuffer.allocate(Long.BYTES + provider.length)
                        .putLong(item.epochSecond())
                        .put(provider)
                        .array());
    }

    private static SeriesQuery.Position position(Cursors.Position cursor) {
        ByteBuffer key = ByteBuffer.wrap(cursor.key());
        long at = key.getLong();
        String provider = StandardCharsets.UTF_8.decode(key).toString();
        return new SeriesQuery.Position(cursor.backward(), at, provider);
    }
}
