package dev.cohort.sleep.session;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.query.QueryScope;
import dev.cohort.sleep.night.Nights;
import dev.cohort.sleep.night.Session;
import dev.cohort.sleep.night.Spans.Span;
import dev.cohort.sleep.series.SeriesPreferences;
import dev.cohort.sleep.session.SessionObserver.Change;
import dev.cohort.sleep.settings.SleepSettings;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A person's nights, made of as many stored sessions as they need; public for the summaries. */
@Component
public class NightsOfPerson {

    private static final long HOUR = 3_600;
    private static final long DAY = 24 * HOUR;
    /** Enough for the dates round an ordinary session to be complete with the first read. */
    private static final long MARGIN = 66 * HOUR;

    private static final long WIDEST_OFFSET = 18 * HOUR;

    private final SleepSessions sessions;
    private final SleepSettings settings;

    NightsOfPerson(SleepSessions sessions, SleepSettings settings) {
        this.sessions = sessions;
        this.settings = settings;
    }

    /** Wake dates, and nights that are complete for these dates (not for others). */
    public record Affected(Set<LocalDate> dates, Nights nights) {}

    /** All nights. Statements: two. */
    public Nights all(TenantId tenant, PersonId person) {
        SeriesPreferences.Effective effective = settings.of(tenant, person);
        return new Nights(resolved(sessions.all(tenant, person), effective), effective.providerRank());
    }

    /**
     * The dates on which a night can be another one because of {@code changes}, and these nights as they are now.
     * Statements: two; one more when sleeps hang together over days, and each time that they do over twice as many.
     */
    public Affected affected(TenantId tenant, PersonId person, List<Change> changes) {
        SeriesPreferences.Effective effective = settings.of(tenant, person);
        List<Span> loaded =
                merged(changes.stream().map(change -> new Span(change.start() - MARGIN, change.end() + MARGIN)));
        for (long further = DAY; ; further *= 2) {
            long wider = further;
            List<Session> near = resolved(sessions.near(tenant, person, loaded), effective);
            List<Span> needed = new ArrayList<>();
            Set<LocalDate> dates = dates(near, changes, needed);
            var nights = new Nights(near, effective.providerRank());
            for (LocalDate date : dates) {
                needed.add(ends(date));
                nights.reaches(date).map(NightsOfPerson::apart).ifPresent(needed::add);
            }
            if (contain(loaded, needed)) {
                return new Affected(dates, nights);
            }
            loaded = merged(Stream.concat(
                    loaded.stream(), needed.stream().map(span -> new Span(span.start() - wider, span.end() + wider))));
            QueryScope.startOver();
        }
    }

    private static List<Session> resolved(Collection<StoredSession> stored, SeriesPreferences.Effective effective) {
        return stored.stream()
                .map(session -> session.resolved(effective.zone()))
                .toList();
    }

    /**
     * The ends of all sessions that hang together with a change, as it was or as it is: whatever sleeps they make or
     * made ended with one of them.
     */
    private static Set<LocalDate> dates(List<Session> near, List<Change> changes, List<Span> needed) {
        Map<String, List<Member>> byProvider = new HashMap<>();
        for (Session session : near) {
            byProvider
                    .computeIfAbsent(session.source().provider(), provider -> new ArrayList<>())
                    .add(new Member(session.start(), session.end(), wakeDate(session), false));
        }
        for (Change change : changes) {
            byProvider
                    .computeIfAbsent(change.provider(), provider -> new ArrayList<>())
                    .add(new Member(change.start(), change.end(), change.wakeDate(), true));
        }
        Set<LocalDate> dates = new TreeSet<>();
        for (List<Member> members : byProvider.values()) {
            members.sort(Comparator.comparingLong(Member::start));
            List<Member> chain = new ArrayList<>();
            long end = Long.MIN_VALUE;
            for (Member member : members) {
                if (!chain.isEmpty() && member.start - end > Nights.ONE_SLEEP_SECONDS) {
                    addIfChanged(chain, dates, needed);
                    chain.clear();
                }
                end = chain.isEmpty() ? member.end : Math.max(end, member.end);
                chain.add(member);
            }
            addIfChanged(chain, dates, needed);
        }
        return dates;
    }

    private record Member(long start, long end, LocalDate wakeDate, boolean changed) {}

    private static void addIfChanged(List<Member> chain, Set<LocalDate> dates, List<Span> needed) {
        if (chain.stream().anyMatch(Member::changed)) {
            chain.forEach(member -> dates.add(member.wakeDate));
            needed.add(apart(new Span(
                    chain.getFirst().start,
                    chain.stream().mapToLong(Member::end).max().orElseThrow())));
        }
    }

    private static LocalDate wakeDate(Session session) {
        return LocalDate.ofInstant(
                Instant.ofEpochSecond(session.end()), ZoneOffset.ofTotalSeconds(session.endOffset()));
    }

    /** Where a sleep of that date can end, whatever its offset. */
    private static Span ends(LocalDate date) {
        long midnight = date.toEpochDay() * DAY;
        return new Span(midnight - WIDEST_OFFSET, midnight + DAY + WIDEST_OFFSET);
    }

    /** Where a session would have to be to belong to {@code sleep}, and a second more. */
    private static Span apart(Span sleep) {
        return new Span(sleep.start() - Nights.ONE_SLEEP_SECONDS - 1, sleep.end() + Nights.ONE_SLEEP_SECONDS + 1);
    }

    private static boolean contain(List<Span> loaded, List<Span> needed) {
        return needed.stream()
                .allMatch(span ->
                        loaded.stream().anyMatch(read -> read.start() <= span.start() && read.end() >= span.end()));
    }

    private static List<Span> merged(Stream<Span> spans) {
        List<Span> merged = new ArrayList<>();
        spans.sorted(Comparator.comparingLong(Span::start)).forEach(span -> {
            if (merged.isEmpty() || merged.getLast().end() < span.start()) {
                merged.add(span);
            } else {
                Span last = merged.removeLast();
                merged.add(new Span(last.start(), Math.max(last.end(), span.end())));
            }
        });
        return merged;
    }
}
