package dev.cohort.sleep.series;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.time.TimeWindow;
import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.session.Moment;
import dev.cohort.sleep.session.RecordSleepSession;
import dev.cohort.sleep.session.SessionIn;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A wearer's heart rate for the benchmarks: each minute asleep, each five minutes awake; about 650 samples a day. */
final class GeneratedNights {

    static final long FIRST_DAY = Instant.parse("2012-01-01T00:00:00Z").getEpochSecond();
    private static final int DAY = 86_400;

    private GeneratedNights() {}

    /** The night that ends on a day: 23:00, give or take, and seven hours or so. */
    static TimeWindow night(int day) {
        var random = new Random(day);
        long start = FIRST_DAY + (long) day * DAY + 82_800 + random.nextInt(5_400) - 2_700;
        return new TimeWindow(
                Instant.ofEpochSecond(start), Instant.ofEpochSecond(start + 23_400 + random.nextInt(7_200)));
    }

    static List<TimeWindow> nights(int from, int count) {
        List<TimeWindow> nights = new ArrayList<>();
        for (int day = from; day < from + count; day++) {
            nights.add(night(day));
        }
        return nights;
    }

    static TimeWindow window(long startSecond, long endSecond) {
        return new TimeWindow(Instant.ofEpochSecond(startSecond), Instant.ofEpochSecond(endSecond));
    }

    /** Records a session for each night. */
    static void record(RecordSleepSession recording, TenantId tenant, PersonId person, List<TimeWindow> nights) {
        for (int from = 0; from < nights.size(); from += 1_000) {
            recording.record(
                    tenant,
                    person,
                    nights.subList(from, Math.min(nights.size(), from + 1_000)).stream()
                            .map(night -> new SessionIn(
                                    null,
                                    new Source("garmin"),
                                    new Moment.Offset(night.start(), ZoneOffset.UTC),
                                    new Moment.Offset(night.end(), ZoneOffset.UTC),
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    List.of()))
                            .toList());
        }
    }

    static List<Sample> samples(long seed, int fromDay, int days) {
        var random = new Random(seed * 7_919 + fromDay);
        List<Sample> samples = new ArrayList<>(days * 660);
        for (int day = fromDay; day < fromDay + days; day++) {
            TimeWindow night = night(day);
            long at = FIRST_DAY + (long) day * DAY + 32_400;
            int pulse = 62_00;
            for (long end = FIRST_DAY + (long) (day + 1) * DAY + 32_400; at < end; ) {
                boolean asleep =
                        at >= night.start().getEpochSecond() && at < night.end().getEpochSecond();
                pulse = Math.clamp(pulse + random.nextInt(-300, 301), 45_00, 110_00);
                samples.add(new Sample(at + random.nextInt(5), pulse));
                at += asleep ? 60 : 300;
            }
        }
        return samples;
    }

    /** Stores {@code days} of each person, a quarter of a year a write. */
    static long store(SampleWriter writer, TenantId tenant, PersonId person, int days) {
        long stored = 0;
        for (int day = 0; day < days; day += 90) {
            List<Sample> samples = samples(person.value(), day, Math.min(90, days - day));
            stored += writer.write(tenant, person, "garmin", SeriesType.HEART_RATE, samples)
                    .accepted();
        }
        return stored;
    }
}
