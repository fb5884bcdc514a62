package dev.cohort.sleep.night;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The nights that a person's sessions make. Complete for a date only if every session of every sleep that ended on
 * that date was given; {@link #reaches} tells how far the sleeps of a date go.
 */
public final class Nights {

    /** Sessions at most this far apart are one sleep. */
    public static final long ONE_SLEEP_SECONDS = 120 * 60;

    private final Map<LocalDate, NightOfDate> dates = new TreeMap<>();

    /**
     * @param sessions of one person, any order
     * @param providerRank highest first; providers that are not listed follow, equal among themselves
     */
    public Nights(List<Session> sessions, List<String> providerRank) {
        Map<LocalDate, List<Sleep>> sleeps = new TreeMap<>();
        for (Sleep sleep : sleeps(sessions)) {
            sleeps.computeIfAbsent(sleep.wakeDate(), date -> new ArrayList<>()).add(sleep);
        }
        sleeps.forEach((date, ofDate) -> dates.put(date, new NightOfDate(date, ofDate, providerRank)));
    }

    /** All nights, by date. */
    public List<Night> all() {
        return dates.values().stream().map(NightOfDate::night).toList();
    }

    public Optional<Night> of(LocalDate date) {
        return Optional.ofNullable(dates.get(date)).map(NightOfDate::night);
    }

    /** What a session was taken for; also of those that their night does not show. */
    public Optional<Night.SessionOfNight> session(long id) {
        return dates.values().stream()
                .flatMap(date -> date.sessions().stream())
                .filter(session -> session.id() == id)
                .findFirst();
    }

    /** From the first start to the last end of the sleeps that ended on {@code date}; empty without any. */
    public Optional<Spans.Span> reaches(LocalDate date) {
        return Optional.ofNullable(dates.get(date)).map(NightOfDate::reach);
    }

    private static List<Sleep> sleeps(List<Session> sessions) {
        Map<String, List<Session>> byProvider = new LinkedHashMap<>();
        sessions.stream()
                .filter(session -> session.window() > 0)
                .sorted(Sleep.BY_TIME)
                .forEach(session -> byProvider
                        .computeIfAbsent(session.provider(), provider -> new ArrayList<>())
                        .add(session));
        List<Sleep> sleeps = new ArrayList<>();
        for (List<Session> ofProvider : byProvider.values()) {
            List<Session> chain = new ArrayList<>();
            for (Session session : ofProvider) {
                if (Boolean.TRUE.equals(session.nap())) {
                    sleeps.add(new Sleep(List.of(session)));
                    continue;
                }
                if (!chain.isEmpty() && session.start() - endOf(chain) > ONE_SLEEP_SECONDS) {
                    sleeps.add(new Sleep(chain));
                    chain = new ArrayList<>();
                }
                chain.add(session);
            }
            if (!chain.isEmpty()) {
                sleeps.add(new Sleep(chain));
            }
        }
        sleeps.sort(Comparator.comparing(sleep -> sleep.sessions().getFirst(), Sleep.BY_TIME));
        return sleeps;
    }

    private static long endOf(List<Session> chain) {
        return chain.stream().mapToLong(Session::end).max().orElseThrow();
    }
}
