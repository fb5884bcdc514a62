package dev.cohort.sleep.night;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * People with two to four devices: nights and naps with gaps, overlaps, duplicates, flights, changes of the clock, and
 * values on the edges of the rules. Every second matters: half of the times are not on a whole minute.
 */
public final class GeneratedSessions {

    private static final List<String> PROVIDERS = List.of("apple", "garmin", "oura", "zepp", "whoop");
    private static final List<ZoneId> ZONES = List.of(
            ZoneId.of("Europe/Warsaw"),
            ZoneId.of("America/Los_Angeles"),
            ZoneId.of("Asia/Tokyo"),
            ZoneId.of("Australia/Lord_Howe"),
            ZoneId.of("Pacific/Kiritimati"),
            ZoneId.of("UTC"));
    private static final List<LocalDate> DATES = List.of(
            LocalDate.of(2025, 3, 29), LocalDate.of(2025, 10, 25), LocalDate.of(2025, 3, 8), LocalDate.of(2025, 11, 1));
    private static final long[] GAPS = {0, 1, 60, 1_800, 7_199, 7_200, 7_201, 9_000, -600, -5_400, 10_800};
    private static final long[] SPANS = {600, 2_700, 10_799, 10_800, 10_801, 14_400, 21_600, 28_800, 23_040, 23_039};

    private final RandomGenerator random;

    public GeneratedSessions(RandomGenerator random) {
        this.random = random;
    }

    /** The sessions of one person over some days. */
    public List<Session> person() {
        List<Session> sessions = new ArrayList<>();
        LocalDate date = DATES.get(random.nextInt(DATES.size()));
        List<String> providers =
                PROVIDERS.subList(0, 1 + random.nextInt(4)).stream().toList();
        int days = 1 + random.nextInt(3);
        for (int day = 0; day < days; day++) {
            ZoneId zone = ZONES.get(random.nextInt(ZONES.size()));
            for (String provider : providers) {
                night(sessions, provider, date.plusDays(day), zone);
            }
        }
        return sessions;
    }

    private void night(List<Session> sessions, String provider, LocalDate date, ZoneId zone) {
        long at = date.atTime(random.nextInt(24), oneOf(0, 0, 30, 59))
                        .atZone(zone)
                        .toEpochSecond()
                + oneOf(0, 0, 1, -1);
        int parts = 1 + random.nextInt(4);
        for (int part = 0; part < parts; part++) {
            long end = at + SPANS[random.nextInt(SPANS.length)] + (random.nextBoolean() ? 0 : random.nextInt(600));
            sessions.add(session(sessions.size() + 1, provider, at, end, zone));
            at = end + GAPS[random.nextInt(GAPS.length)];
        }
    }

    private Session session(long id, String provider, long start, long end, ZoneId zone) {
        ZoneId arrival = random.nextInt(6) == 0 ? ZONES.get(random.nextInt(ZONES.size())) : zone;
        int window = (int) (end - start);
        List<StageInterval> stages = random.nextInt(3) == 0 ? stages(start, end) : List.of();
        return new Session(
                id,
                "k" + random.nextInt(1000) + "-" + id,
                new Source(provider, random.nextBoolean() ? "m" + random.nextInt(2) : null, null, null),
                start,
                end,
                zone.getRules().getOffset(Instant.ofEpochSecond(start)).getTotalSeconds(),
                arrival.getRules().getOffset(Instant.ofEpochSecond(end)).getTotalSeconds(),
                random.nextInt(8) == 0,
                random.nextInt(5) == 0 ? Boolean.valueOf(random.nextBoolean()) : null,
                random.nextInt(2) == 0 ? null : (Integer) (random.nextInt(window + window / 8)),
                random.nextInt(2) == 0 ? null : (Integer) (window - random.nextInt(window) + random.nextInt(900)),
                random.nextInt(3) == 0 ? BigDecimal.valueOf(random.nextInt(10_500), 2) : null,
                random.nextInt(3) == 0 ? sums(window) : null,
                stages);
    }

    private StageSeconds sums(int window) {
        return new StageSeconds(
                maybe(random.nextInt(window / 4)),
                maybe(random.nextInt(window / 2)),
                maybe(random.nextInt(window / 4)),
                maybe(random.nextInt(window / 4)));
    }

    private Integer maybe(int value) {
        return random.nextInt(5) == 0 ? null : (Integer) value;
    }

    private List<StageInterval> stages(long start, long end) {
        List<StageInterval> stages = new ArrayList<>();
        Stage[] kinds =
                random.nextBoolean() ? Stage.values() : new Stage[] {Stage.AWAKE, Stage.LIGHT, Stage.DEEP, Stage.REM};
        long at = start + random.nextInt(600);
        while (at < end && stages.size() < 12) {
            long to = Math.min(end, at + oneOf(299, 300, 301, 1_500, 3_600, 0));
            stages.add(new StageInterval(kinds[random.nextInt(kinds.length)], at, to));
            at = to + oneOf(0, 0, 0, 120, -100);
        }
        stages.removeIf(stage -> stage.start() < start);
        if (random.nextInt(3) == 0) {
            stages.add(new StageInterval(Stage.ASLEEP, start, end));
        }
        if (random.nextInt(3) == 0) {
            stages.add(new StageInterval(Stage.IN_BED, start, end - random.nextInt(500)));
        }
        return stages;
    }

    private int oneOf(int... values) {
        return values[random.nextInt(values.length)];
    }
}
