package dev.cohort.sleep.night;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.test.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Nights of generated people against the rules written a second time. */
class GeneratedNightsTests {

    private static final List<List<String>> RANKS =
            List.of(List.of("apple", "garmin", "polar", "suunto", "whoop"), List.of(), List.of("zepp", "oura"));

    @Test
    void everyFieldOfEveryNightIsWhatTheRulesSay() {
        RandomGenerator random = Seed.random("generated nights");
        var people = new GeneratedSessions(random);
        int nights = 0;
        for (int person = 0; nights < Seed.size(1_000, 20_000); person++) {
            List<Session> sessions = people.person();
            List<String> rank = RANKS.get(random.nextInt(RANKS.size()));
            List<Night> made = new Nights(sessions, rank).all();
            assertThat(NaiveNights.fields(made)).as("%s", sessions).isEqualTo(NaiveNights.of(sessions, rank));
            nights += made.size();
        }
    }

    @Test
    void theOrderOfArrivalDecidesNothing() {
        RandomGenerator random = Seed.random("order of sessions");
        var people = new GeneratedSessions(random);
        for (int person = 0; person < Seed.size(100, 2_000); person++) {
            List<Session> sessions = new ArrayList<>(people.person());
            List<Night> made = new Nights(sessions, RANKS.getFirst()).all();
            Collections.shuffle(sessions, new Random(random.nextLong()));
            assertThat(new Nights(sessions, RANKS.getFirst()).all()).isEqualTo(made);
        }
    }

    @Test
    void sleepIsAtMostTimeInBedIsAtMostTheWindow() {
        RandomGenerator random = Seed.random("invariants");
        var people = new GeneratedSessions(random);
        for (int person = 0; person < Seed.size(300, 5_000); person++) {
            for (Night night : new Nights(people.person(), RANKS.getFirst()).all()) {
                long window = night.mainIntervals().stream()
                        .mapToLong(Spans.Span::length)
                        .sum();
                if (night.asleepMinutes() != null) {
                    assertThat(night.asleepMinutes()).isLessThanOrEqualTo((int) Math.ceil(window / 60.0));
                }
                if (night.inBedMinutes() != null && night.asleepMinutes() != null) {
                    assertThat(night.asleepMinutes()).isLessThanOrEqualTo(night.inBedMinutes());
                }
                if (night.efficiencyPercent() != null) {
                    assertThat(night.efficiencyPercent())
                            .isBetween(java.math.BigDecimal.ZERO, new java.math.BigDecimal("100"));
                }
            }
        }
    }
}
