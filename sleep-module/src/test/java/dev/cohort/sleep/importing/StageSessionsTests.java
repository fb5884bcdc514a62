package dev.cohort.sleep.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.test.Seed;
import dev.cohort.sleep.night.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class StageSessionsTests {

    @Test
    void intervalsThirtyMinutesApartAreOneSessionAndASecondMoreMakesTwo() {
        assertThat(StageSessions.assembled(List.of(part(0, 600), part(600 + 1800, 3000))))
                .hasSize(1);
        assertThat(StageSessions.assembled(List.of(part(0, 600), part(600 + 1801, 3000))))
                .hasSize(2);
    }

    @Test
    void aLongIntervalReachesOverTheOnesInsideIt() {
        List<SourceSession> sessions =
                StageSessions.assembled(List.of(part(0, 30_000), part(60, 120), part(31_000, 32_000)));

        assertThat(sessions).hasSize(1);
        assertThat(sessions.getFirst().end()).isEqualTo(32_000);
    }

    @Test
    void anyPartsInAnyOrderAssembleToTheSame() {
        RandomGenerator random = Seed.random("parts of sessions");
        for (int round = 0; round < Seed.size(300, 20_000); round++) {
            List<SourceSession> all = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                long start = random.nextLong(40) * 600;
                all.add(part(start, start + 60 * (1 + random.nextInt(40)), random.nextInt(2) * 3600));
            }
            List<SourceSession> whole = StageSessions.assembled(all);

            Collections.shuffle(all, new Random(random.nextLong()));
            int cut = random.nextInt(all.size());
            List<SourceSession> first = StageSessions.assembled(all.subList(0, cut));
            List<SourceSession> again = new ArrayList<>(first);
            again.addAll(all.subList(cut / 2, all.size()));
            assertThat(StageSessions.assembled(again)).isEqualTo(whole);
        }
    }

    private static SourceSession part(long start, long end) {
        return part(start, end, 0);
    }

    private static SourceSession part(long start, long end, int offset) {
        return SourceSession.of(
                new SourceStage("Watch", "Watch6,12", "watch", Stage.LIGHT, start, offset, end, offset));
    }
}
