package dev.cohort.sleep.summary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.Seed;
import dev.cohort.sleep.SleepHttp;
import dev.cohort.sleep.night.GeneratedSessions;
import dev.cohort.sleep.night.Night;
import dev.cohort.sleep.night.Nights;
import dev.cohort.sleep.night.Session;
import dev.cohort.sleep.night.Spans.Span;
import dev.cohort.sleep.series.Sample;
import dev.cohort.sleep.series.SampleWriter;
import dev.cohort.sleep.series.SeriesType;
import dev.cohort.sleep.session.Moment;
import dev.cohort.sleep.session.RecordSleepSession;
import dev.cohort.sleep.session.SessionIn;
import dev.cohort.sleep.summary.NightDocument.Average;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.json.JsonMapper;

/**
 * Generated people whose sessions and samples arrive in any order, late, corrected, moved, deleted and overridden:
 * every field of every stored night is what all that holds in the end gives, computed at once and without SQL.
 */
@PostgresTest
@AutoConfigureMockMvc
class ArrivingNightsIT {

    private static final TenantId TENANT = new TenantId(1);
    private static final List<String> RANK = List.of("apple", "garmin", "polar", "suunto", "whoop");
    private static final int THREADS = 4;

    @Autowired
    RecordSleepSession record;

    @Autowired
    SampleWriter samples;

    @Autowired
    NightPages pages;

    @Autowired
    MockMvc http;

    @Autowired
    JsonMapper json;

    @Test
    void whateverArrivesAndGoesInWhateverOrderNoFieldDiffers() throws Exception {
        RandomGenerator seeds = Seed.random("arriving nights");
        int wanted = Seed.size(150, 20_000);
        var nights = new AtomicInteger();
        long start = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                var random = new Random(seeds.nextLong());
                running.add(threads.submit(() -> {
                    var people = new GeneratedSessions(random);
                    while (nights.get() < wanted) {
                        nights.addAndGet(new Somebody(random, people.person()).live());
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        System.out.printf("%,d nights, 0 differing fields, %.0f s%n", nights.get(), (System.nanoTime() - start) / 1e9);
    }

    /** A person, and what holds of them. */
    private final class Somebody {

        private final PersonId person = new PersonId(Tsid.next());
        private final SleepHttp sleep = new SleepHttp(http, person);
        private final RandomGenerator random;
        private final List<Session> all;
        private final Map<String, Session> present = new LinkedHashMap<>();
        private final Map<String, String> ids = new LinkedHashMap<>();
        private final Map<String, Boolean> overrides = new LinkedHashMap<>();
        private final Map<String, NavigableMap<Long, Integer>> heartRate = new LinkedHashMap<>();

        Somebody(RandomGenerator random, List<Session> all) {
            this.random = random;
            this.all = all;
        }

        /** Lets all arrive, and compares; the number of nights. */
        int live() throws Exception {
            List<Session> order = new ArrayList<>(all);
            Collections.shuffle(order, new Random(random.nextLong()));
            int at = 0;
            while (at < order.size()) {
                int to = Math.min(order.size(), at + 1 + random.nextInt(5));
                arrive(order.subList(at, to));
                at = to;
                write(all.get(random.nextInt(all.size())));
                change();
            }
            write(all.get(random.nextInt(all.size())));
            change();
            Map<String, NightDocument> stored = stored();
            assertThat(stored).as("%s of %s", present.values(), person).isEqualTo(expected());
            return stored.size();
        }

        /** Some come with another content and on another day first. */
        private void arrive(List<Session> some) {
            for (Session session : some) {
                if (random.nextInt(5) == 0) {
                    record(List.of(session), (random.nextInt(40) - 20) * 86_400L);
                }
            }
            record(some, 0);
        }

        private void record(List<Session> some, long shift) {
            var results = TenantScope.call(
                    TENANT,
                    () -> record.record(
                            TENANT,
                            person,
                            some.stream().map(one -> in(one, shift)).toList()));
            for (int i = 0; i < some.size(); i++) {
                assertThat(results.get(i).errors()).isEmpty();
                ids.put(some.get(i).key(), Objects.requireNonNull(results.get(i).id()));
                present.put(some.get(i).key(), some.get(i));
            }
        }

        /** Deletes a session, deletes one and sends it again, or says what it is or is not. */
        private void change() throws Exception {
            List<String> keys = new ArrayList<>(present.keySet());
            String key = keys.get(random.nextInt(keys.size()));
            String path = "/sleep/sessions/" + ids.get(key);
            int what = random.nextInt(6);
            if (what < 2) {
                assertThat(sleep.call(HttpMethod.DELETE, path, null).status()).isEqualTo(204);
                Session gone = Objects.requireNonNull(present.remove(key));
                overrides.remove(key);
                if (what == 0 || present.isEmpty()) {
                    record(List.of(gone), 0);
                }
            } else if (what < 5) {
                Boolean nap = what == 4 ? null : (Boolean) (what == 3);
                assertThat(sleep.call(HttpMethod.PATCH, path, "{\"nap\":" + nap + "}")
                                .status())
                        .isEqualTo(200);
                overrides.put(key, nap);
            }
        }

        /** New and corrected samples round a session, also on its very edges. */
        private void write(Session session) {
            String provider = session.source().provider();
            List<Sample> batch = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                long second = session.start() - 600 + random.nextLong(session.end() - session.start() + 1_200);
                if (i < 2) {
                    second = i == 0 ? session.start() : session.end();
                }
                int value = 4_000 + random.nextInt(4_000);
                batch.add(new Sample(second, value));
                heartRate.computeIfAbsent(provider, any -> new TreeMap<>()).put(second, value);
            }
            TenantScope.run(TENANT, () -> samples.write(TENANT, person, provider, SeriesType.HEART_RATE, batch));
        }

        private Map<String, NightDocument> stored() {
            Map<String, NightDocument> nights = new TreeMap<>();
            TenantScope.call(
                            TENANT,
                            () -> pages.page(
                                    TENANT, person, new NightPages.Range(null, null, false), new PageSize(200), null))
                    .items()
                    .forEach(night ->
                            nights.put(night.date().toString(), json.readValue(night.document(), NightDocument.class)));
            return nights;
        }

        private Map<String, NightDocument> expected() {
            Map<String, NightDocument> nights = new TreeMap<>();
            for (Night night :
                    new Nights(present.values().stream().map(this::known).toList(), RANK).all()) {
                Map<String, Average> averages = new LinkedHashMap<>();
                KeptNight.TYPES.forEach(type ->
                        averages.put(type.code(), new Average(null, null, 0, BigDecimal.ZERO, null, null, null)));
                String provider = night.source() == null ? "" : night.source().provider();
                Average average = average(provider, night.mainIntervals());
                if (average != null) {
                    averages.put("heart_rate", average);
                }
                nights.put(
                        night.date().toString(),
                        json.readValue(
                                json.writeValueAsString(NightDocument.of(night, averages)), NightDocument.class));
            }
            return nights;
        }

        /** As it is stored: ties are settled by the identity, which names an external id as one. */
        private Session known(Session one) {
            Boolean override = overrides.get(one.key());
            return new Session(
                    Tsid.parse(Objects.requireNonNull(ids.get(one.key()))).orElseThrow(),
                    "x" + one.key(),
                    one.source(),
                    one.start(),
                    one.end(),
                    one.startOffset(),
                    one.endOffset(),
                    false,
                    override == null ? one.nap() : override,
                    one.asleepSeconds(),
                    one.inBedSeconds(),
                    one.efficiencyPercent(),
                    one.stageSeconds(),
                    one.stages());
        }

        private @Nullable Average average(String provider, List<Span> intervals) {
            NavigableMap<Long, Integer> kept = heartRate.getOrDefault(provider, new TreeMap<>());
            long seconds = 0;
            long sum = 0;
            long held = 0;
            long weight = 0;
            List<Integer> values = new ArrayList<>();
            for (Span interval : union(intervals)) {
                seconds += interval.end() - interval.start();
                NavigableMap<Long, Integer> inside = kept.subMap(interval.start(), true, interval.end(), false);
                for (Map.Entry<Long, Integer> sample : inside.entrySet()) {
                    Long next = inside.higherKey(sample.getKey());
                    long hold = Math.min(300, (next == null ? interval.end() : next) - sample.getKey());
                    values.add(sample.getValue());
                    sum += sample.getValue();
                    held += hold;
                    weight += hold * sample.getValue();
                }
            }
            return values.isEmpty()
                    ? null
                    : new Average(
                            plain(sum, 100L * values.size()),
                            plain(weight, 100 * held),
                            values.size(),
                            plain(held, seconds),
                            plain(Collections.min(values), 100),
                            plain(Collections.max(values), 100),
                            provider);
        }
    }

    private static List<Span> union(List<Span> intervals) {
        List<Span> union = new ArrayList<>();
        intervals.stream().sorted(Comparator.comparingLong(Span::start)).forEach(span -> {
            if (union.isEmpty() || union.getLast().end() < span.start()) {
                union.add(span);
            } else {
                Span last = union.removeLast();
                union.add(new Span(last.start(), Math.max(last.end(), span.end())));
            }
        });
        return union;
    }

    private static BigDecimal plain(long dividend, long divisor) {
        BigDecimal rounded = BigDecimal.valueOf(dividend).divide(BigDecimal.valueOf(divisor), 2, RoundingMode.HALF_UP);
        BigDecimal stripped = rounded.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static SessionIn in(Session session, long shift) {
        return new SessionIn(
                session.key(),
                session.source(),
                moment(session.start() + shift, session.startOffset()),
                moment(session.end() + shift, session.endOffset()),
                session.nap(),
                session.asleepSeconds(),
                session.inBedSeconds(),
                session.efficiencyPercent(),
                session.stageSeconds(),
                session.stages().stream()
                        .map(stage -> new SessionIn.StageIn(
                                stage.stage(),
                                moment(stage.start() + shift, session.startOffset()),
                                moment(stage.end() + shift, session.startOffset())))
                        .toList());
    }

    private static Moment moment(long second, int offset) {
        return new Moment.Offset(Instant.ofEpochSecond(second), ZoneOffset.ofTotalSeconds(offset));
    }
}
