package dev.cohort.sleep.night;

import static dev.cohort.sleep.night.SessionBuilder.session;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The rules of a night, by the examples that define them. */
class NightsTests {

    private static final List<String> RANK = List.of("apple", "garmin", "polar", "suunto", "whoop");

    @Test
    void aPlainNight() {
        Night night = only(n("garmin"));
        assertThat(night.date()).isEqualTo("2026-03-03");
        assertThat(night.nightOf()).isEqualTo("2026-03-02");
        assertThat(night.asleepMinutes()).isEqualTo(420);
        assertThat(night.totalAsleepMinutes()).isEqualTo(420);
        assertThat(night.inBedMinutes()).isEqualTo(480);
        assertThat(night.efficiencyPercent()).isEqualByComparingTo("87.5");
        assertThat(night.stages()).isEqualTo(new StageMinutes(90, 240, 90, 60));
        assertThat(night.awakeMinutes()).isEqualTo(60);
        assertThat(night.latencyMinutes()).isNull();
        assertThat(night.awakenings()).isNull();
        assertThat(night.napCount()).isZero();
        assertThat(night.napMinutes()).isZero();
        assertThat(night.flags()).isEmpty();
        assertThat(night.source()).isEqualTo(new Source("garmin"));
    }

    @Test
    void aNapIsNetSleepBesideTheNight() {
        Night night = only(n("garmin"), nap("garmin").nap(true));
        assertThat(night.napCount()).isEqualTo(1);
        assertThat(night.napMinutes()).isEqualTo(25);
        assertThat(night.totalAsleepMinutes()).isEqualTo(445);
        assertThat(night.asleepMinutes()).isEqualTo(420);
        assertThat(night.mainIntervals()).hasSize(1);
    }

    @Test
    void aDateOfNapsAloneHasNoMainFigures() {
        Night night = only(nap("garmin").nap(true));
        assertThat(night.asleepMinutes()).isNull();
        assertThat(night.start()).isNull();
        assertThat(night.end()).isNull();
        assertThat(night.nightOf()).isNull();
        assertThat(night.source()).isNull();
        assertThat(night.stages()).isNull();
        assertThat(night.awakenings()).isNull();
        assertThat(night.napCount()).isEqualTo(1);
        assertThat(night.napMinutes()).isEqualTo(25);
        assertThat(night.totalAsleepMinutes()).isEqualTo(25);
        assertThat(night.mainIntervals()).isEmpty();
    }

    @Test
    void aSessionWithoutDetailsCountsAsItsWindow() {
        Night night = only(session("garmin", "03-02 22:00", "03-03 06:00"));
        assertThat(night.asleepMinutes()).isEqualTo(480);
        assertThat(night.inBedMinutes()).isNull();
        assertThat(night.efficiencyPercent()).isNull();
        assertThat(night.stages()).isNull();
        assertThat(night.awakeMinutes()).isNull();
        assertThat(night.napCount()).isZero();
        assertThat(night.flags()).containsExactly(Flag.DURATION_ONLY);
    }

    @Test
    void aLongNightThatNobodyCallsANapIsNone() {
        Night night = only(n("garmin").nap(null));
        assertThat(night.napCount()).isZero();
        assertThat(night.asleepMinutes()).isEqualTo(420);
        assertThat(night.flags()).isEmpty();
    }

    @Test
    void twoMainSleepsOfOneDateAddUp() {
        Night night = only(
                session("garmin", "03-03 00:00", "03-03 04:00")
                        .net(230, 240)
                        .efficiency("95")
                        .nap(false),
                session("garmin", "03-03 08:00", "03-03 10:00")
                        .net(90, 120)
                        .efficiency("75")
                        .nap(false));
        assertThat(night.asleepMinutes()).isEqualTo(320);
        assertThat(night.inBedMinutes()).isEqualTo(360);
        assertThat(night.efficiencyPercent()).isEqualByComparingTo("88.33");
        assertThat(night.start()).isEqualTo("2026-03-03T00:00Z");
        assertThat(night.end()).isEqualTo("2026-03-03T04:00Z");
        assertThat(night.mainIntervals()).hasSize(2);
    }

    @Test
    void anAppleNapWithoutAFlagIsInferred() {
        Night night = only(
                session("apple", "03-02 23:00", "03-03 07:00").net(420, 480),
                session("apple", "03-03 14:00", "03-03 14:45").net(40, 45));
        assertThat(night.asleepMinutes()).isEqualTo(420);
        assertThat(night.napCount()).isEqualTo(1);
        assertThat(night.flags()).containsExactly(Flag.NAP_INFERRED);
        assertThat(night.sessions()).extracting(Night.SessionOfNight::nap).containsExactly(false, true);
        assertThat(night.sessions())
                .extracting(Night.SessionOfNight::napInferred)
                .containsExactly(false, true);
    }

    @Test
    void aNapOfTheHighestRankedProviderHidesNoNight() {
        Night night = only(
                session("apple", "03-03 13:00", "03-03 13:40").net(35, 40),
                session("oura", "03-02 22:00", "03-03 06:00").net(420, 480));
        assertThat(night.source()).isEqualTo(new Source("oura"));
        assertThat(night.napCount()).isEqualTo(1);
        assertThat(night.asleepMinutes()).isEqualTo(420);
        assertThat(night.sessions())
                .extracting(shown -> shown.source().provider())
                .containsExactly("oura", "apple");
    }

    @Test
    void devicesOfOneProviderMakeOneNight() {
        Night night = only(
                session("apple", "03-02 23:00", "03-03 03:00").net(220).device("Watch6,12"),
                session("apple", "03-03 03:05", "03-03 07:00").net(210));
        assertThat(night.asleepMinutes()).isEqualTo(430);
        assertThat(night.sessions()).hasSize(2);
        assertThat(night.start()).isEqualTo("2026-03-02T23:00Z");
        assertThat(night.end()).isEqualTo("2026-03-03T07:00Z");
    }

    @Test
    void anEfficiencyAboveHundredIsCut() {
        Night night = only(n("garmin").efficiency("100.42"));
        assertThat(night.efficiencyPercent()).isEqualByComparingTo("100");
        assertThat(night.flags()).containsExactly(Flag.CLAMPED);
    }

    @Test
    void efficiencyWeighsByTimeInBed() {
        Night night = only(
                session("garmin", "03-02 22:00", "03-03 02:00").efficiency("90").inBed(240),
                session("garmin", "03-03 02:30", "03-03 06:30").efficiency("50").inBed(240));
        assertThat(night.efficiencyPercent()).isEqualByComparingTo("70");
        assertThat(night.asleepMinutes()).as("only time in bed is known").isNull();
        assertThat(night.totalAsleepMinutes()).isNull();
        assertThat(night.inBedMinutes()).isEqualTo(480);
    }

    @Test
    void theWakeDateIsLocalWhereTheSleepEnded() {
        assertThat(only(session("x", "2026-03-02T23:30:00+09:00", "2026-03-03T07:00:00+09:00"))
                        .date())
                .isEqualTo("2026-03-03");
        Night flight = only(session("x", "2026-03-03T08:30:00-08:00", "2026-03-04T00:30:00+01:00"));
        assertThat(flight.date()).isEqualTo("2026-03-04");
        assertThat(flight.nightOf()).isEqualTo("2026-03-02");
        Night assumed = only(session("x", "2026-03-02T23:30:00+09:00", "2026-03-03T07:00:00+09:00")
                .zoneAssumed());
        assertThat(assumed.flags()).contains(Flag.ZONE_ASSUMED);
    }

    @Test
    void aNightOverTheChangeOfClocksHasItsElapsedTime() {
        Night spring = only(session("x", "2026-03-28T23:00:00+01:00", "2026-03-29T07:00:00+02:00"));
        assertThat(spring.date()).isEqualTo("2026-03-29");
        assertThat(spring.asleepMinutes()).isEqualTo(420);
        assertThat(spring.start()).hasToString("2026-03-28T23:00+01:00");
        assertThat(spring.end()).hasToString("2026-03-29T07:00+02:00");
        Night autumn = only(session("x", "2026-10-24T23:00:00+02:00", "2026-10-25T07:00:00+01:00"));
        assertThat(autumn.asleepMinutes()).isEqualTo(540);
        assertThat(autumn.start()).hasToString("2026-10-24T23:00+02:00");
        assertThat(autumn.end()).hasToString("2026-10-25T07:00+01:00");
    }

    @Test
    void aContainedDuplicateAddsNothing() {
        Night night = only(
                session("x", "03-03 00:31", "03-03 06:14").net(320, 343),
                session("x", "03-03 05:31", "03-03 06:13").net(40, 42));
        assertThat(night.asleepMinutes()).isEqualTo(320);
        assertThat(night.inBedMinutes()).isEqualTo(343);
        Night worked = only(
                session("x", "03-03 00:20", "03-03 06:20").net(330, 360),
                session("x", "03-03 05:00", "03-03 06:00").net(58, 60));
        assertThat(worked.asleepMinutes()).isEqualTo(330);
        assertThat(worked.inBedMinutes()).isEqualTo(360);
    }

    @Test
    void theFullerOfTwoRecordsOfOneNightIsKept() {
        Night night = only(
                session("x", "03-03 01:00", "03-03 08:00")
                        .minutes(60, 180, 60, 30)
                        .net(300, 330),
                session("x", "03-03 02:00", "03-03 07:00")
                        .minutes(30, 150, 50, 20)
                        .net(230, 250));
        assertThat(night.asleepMinutes()).isEqualTo(300);
        assertThat(night.inBedMinutes()).isEqualTo(330);
        assertThat(night.stages()).isEqualTo(new StageMinutes(60, 180, 60, 30));
    }

    @Test
    void anOverlapCountsOnceByItsShareOfSecondsOutside() {
        Night night = only(
                session("x", "03-02 23:00", "03-03 05:00").net(300),
                session("x", "03-03 04:00", "03-03 08:00").net(230));
        assertThat(night.asleepMinutes()).isEqualTo(473);
    }

    @Test
    void sessionsAnHourApartAreOneSleep() {
        Night night = only(
                session("x", "03-02 20:56", "03-02 21:26")
                        .minutes(0, 8, 0, 22)
                        .inBed(30)
                        .efficiency("27"),
                session("x", "03-02 22:25", "03-03 07:40")
                        .minutes(90, 200, 80, 30)
                        .net(370, 430)
                        .efficiency("80"));
        assertThat(night.date()).isEqualTo("2026-03-03");
        assertThat(night.start()).isEqualTo("2026-03-02T20:56Z");
        assertThat(night.end()).isEqualTo("2026-03-03T07:40Z");
        assertThat(night.asleepMinutes()).isEqualTo(378);
        assertThat(night.inBedMinutes()).isEqualTo(460);
        assertThat(night.efficiencyPercent()).isEqualByComparingTo("76.54");
        assertThat(night.stages()).isEqualTo(new StageMinutes(90, 208, 80, 52));
        assertThat(night.awakeMinutes()).isEqualTo(52);
    }

    @Test
    void theEdgeOfOneSleepIsExactlyTwoHours() {
        assertThat(nights(session("x", "03-02 18:00", "03-02 22:00"), session("x", "03-03 00:00", "03-03 04:00")))
                .hasSize(1);
        assertThat(nights(
                        session("x", "03-02 18:00", "03-02 22:00"),
                        session("x", "2026-03-03T00:00:01Z", "2026-03-03T04:00:00Z")))
                .hasSize(2);
    }

    @Test
    void stagesOfAppleWithAWrapperAndTimeInBed() {
        Night night = only(session("apple", "03-02 22:00", "03-03 02:40")
                .stage(Stage.LIGHT, "03-02 22:15", "03-02 23:00")
                .stage(Stage.DEEP, "03-02 23:00", "03-03 00:30")
                .stage(Stage.REM, "03-03 00:30", "03-03 01:15")
                .stage(Stage.AWAKE, "03-03 01:15", "03-03 01:25")
                .stage(Stage.DEEP, "03-03 01:25", "03-03 02:30")
                .stage(Stage.ASLEEP, "03-02 22:15", "03-03 02:30")
                .stage(Stage.IN_BED, "03-02 22:00", "03-03 02:40"));
        assertThat(night.stages()).isEqualTo(new StageMinutes(155, 45, 45, 10));
        assertThat(night.asleepMinutes()).isEqualTo(245);
        assertThat(night.inBedMinutes()).isEqualTo(280);
        assertThat(night.efficiencyPercent()).isEqualByComparingTo("87.5");
        assertThat(night.latencyMinutes()).isEqualTo(15);
        assertThat(night.awakenings()).isEqualTo(1);
        assertThat(night.awakeMinutes()).isEqualTo(10);
        Night phone =
                only(session("apple", "03-02 22:00", "03-03 02:40").stage(Stage.IN_BED, "03-02 22:00", "03-03 02:40"));
        assertThat(phone.inBedMinutes()).isEqualTo(280);
        assertThat(phone.asleepMinutes()).isNull();
        assertThat(phone.efficiencyPercent()).isNull();
        assertThat(phone.flags()).isEmpty();
    }

    @Test
    void anAwakeningLastsMoreThanFiveMinutes() {
        Night night = only(session("x", "03-02 22:00", "03-03 06:00")
                .stage(Stage.AWAKE, "03-02 22:00", "03-02 22:20")
                .stage(Stage.LIGHT, "03-02 22:20", "03-03 01:00")
                .stage(Stage.AWAKE, "03-03 01:00", "03-03 01:05")
                .stage(Stage.DEEP, "03-03 01:05", "03-03 03:00")
                .stage(Stage.AWAKE, "03-03 03:00", "03-03 03:06")
                .stage(Stage.LIGHT, "03-03 03:06", "03-03 05:30")
                .stage(Stage.AWAKE, "03-03 05:30", "03-03 06:00"));
        assertThat(night.awakenings()).isEqualTo(1);
        assertThat(night.latencyMinutes()).isEqualTo(20);
        assertThat(night.awakeMinutes()).as("after the first stage of sleep").isEqualTo(41);
        assertThat(night.stages()).isEqualTo(new StageMinutes(115, 304, 0, 61));
        assertThat(night.inBedMinutes()).isEqualTo(480);
    }

    @Test
    void theWriterWithTheLongestCoverageWinsWhateverTheOrder() {
        List<Session> sessions = new ArrayList<>(List.of(
                session("b", "03-02 23:00", "03-03 07:00").net(420).build(),
                session("a", "03-02 23:05", "03-03 06:00").net(380).build()));
        for (int run = 0; run < 30; run++) {
            Collections.shuffle(sessions, new Random(run));
            Night night = new Nights(sessions, RANK).all().getFirst();
            assertThat(night.source()).isEqualTo(new Source("b"));
            assertThat(night.alternatives()).hasSize(1);
        }
    }

    @Test
    void theHighestRankedWinsIfItCoversFourFifths() {
        Night night = only(
                session("apple", "03-02 22:10", "03-03 05:50").net(400),
                session("garmin", "03-02 22:00", "03-03 06:00").net(420, 480));
        assertThat(night.source()).isEqualTo(new Source("apple"));
        assertThat(night.inBedMinutes()).isNull();
        assertThat(night.alternatives()).containsExactly(new Night.Alternative(new Source("garmin"), 420, 480));
        assertThat(only(
                                session("apple", "03-02 23:36", "03-03 06:00"),
                                session("garmin", "03-02 22:00", "03-03 06:00").net(420, 480))
                        .source())
                .as("exactly 80 percent")
                .isEqualTo(new Source("apple"));
        assertThat(only(
                                session("apple", "03-02 23:37", "03-03 06:00"),
                                session("garmin", "03-02 22:00", "03-03 06:00").net(420, 480))
                        .source())
                .isEqualTo(new Source("garmin"));
    }

    @Test
    void aNightWorkersDayIsNoNapAndAShortRestAfterANightIsOne() {
        Night worker = only(session("x", "03-03 10:00", "03-03 18:00"));
        assertThat(worker.napCount()).isZero();
        assertThat(worker.asleepMinutes()).isEqualTo(480);
        Night rest = only(
                session("x", "03-02 22:30", "03-03 06:30").net(400),
                session("x", "03-03 13:10", "03-03 14:00").net(45));
        assertThat(rest.napCount()).isEqualTo(1);
        assertThat(rest.flags()).containsExactly(Flag.NAP_INFERRED);
    }

    @Test
    void whatIsLongestAndShortAndByDayIsANap() {
        assertThat(only(session("x", "03-03 09:00", "03-03 11:59")).napCount()).isEqualTo(1);
        assertThat(only(session("x", "03-03 08:59", "03-03 11:00")).napCount()).isZero();
        assertThat(only(session("x", "03-03 09:00", "03-03 12:00")).napCount()).isZero();
        assertThat(only(session("x", "03-03 19:59", "03-03 21:00")).napCount()).isEqualTo(1);
        assertThat(only(session("x", "03-03 20:00", "03-03 21:00")).napCount()).isZero();
    }

    @Test
    void aGivenNapNeitherJoinsNorBridgesSleeps() {
        Night night = only(
                session("x", "03-02 22:00", "03-03 05:00").net(400),
                session("x", "03-03 05:30", "03-03 06:30").net(50).nap(true));
        assertThat(night.napCount()).isEqualTo(1);
        assertThat(night.asleepMinutes()).isEqualTo(400);
        assertThat(night.flags()).isEmpty();
    }

    @Test
    void napsOfTwoProvidersAtOneTimeCountOnce() {
        Night night = only(
                n("oura"),
                session("oura", "03-03 13:10", "03-03 13:50").net(30).nap(true),
                session("apple", "03-03 13:00", "03-03 13:40").net(35).nap(true),
                session("apple", "03-03 16:00", "03-03 16:30").net(20).nap(true));
        assertThat(night.napCount()).isEqualTo(2);
        assertThat(night.napMinutes()).isEqualTo(50);
    }

    @Test
    void aFragmentThatAnotherDeviceSawOfTheNightIsNoNap() {
        Night night = only(
                session("oura", "03-02 22:00", "03-03 06:00").net(420, 480),
                session("zepp", "03-02 22:00", "03-03 01:00").net(170),
                session("zepp", "03-03 03:30", "03-03 05:30").net(110));
        assertThat(night.source()).isEqualTo(new Source("oura"));
        assertThat(night.napCount()).isZero();
        assertThat(night.totalAsleepMinutes()).isEqualTo(420);
    }

    @Test
    void moreSleepThanBedIsCut() {
        Night night = only(session("x", "03-02 22:00", "03-03 06:00").net(500, 490));
        assertThat(night.inBedMinutes()).isEqualTo(480);
        assertThat(night.asleepMinutes()).isEqualTo(480);
        assertThat(night.efficiencyPercent()).isEqualByComparingTo("100");
        assertThat(night.flags()).containsExactly(Flag.CLAMPED);
    }

    @Test
    void zeroIsMeasured() {
        Night night =
                only(session("x", "03-02 22:00", "03-03 06:00").net(0, 480).minutes(0, 0, 0, 480));
        assertThat(night.asleepMinutes()).isZero();
        assertThat(night.efficiencyPercent()).isEqualByComparingTo("0");
        assertThat(night.awakeMinutes()).isEqualTo(480);
    }

    @Test
    void phoneAndWatchOfOneProviderAreOneNight() {
        Night night = only(
                session("apple", "03-02 22:00", "03-03 06:30").stage(Stage.IN_BED, "03-02 22:00", "03-03 06:30"),
                session("apple", "03-02 22:30", "03-03 06:00")
                        .stage(Stage.LIGHT, "03-02 22:30", "03-03 05:50")
                        .stage(Stage.AWAKE, "03-03 05:50", "03-03 06:00"));
        assertThat(night.asleepMinutes()).isEqualTo(440);
        assertThat(night.inBedMinutes()).isEqualTo(510);
        assertThat(night.latencyMinutes()).isEqualTo(30);
        assertThat(night.sessions()).hasSize(2);
    }

    private static SessionBuilder n(String provider) {
        return session(provider, "03-02 22:00", "03-03 06:00")
                .net(420, 480)
                .minutes(90, 240, 90, 60)
                .efficiency("87.5")
                .nap(false);
    }

    private static SessionBuilder nap(String provider) {
        return session(provider, "03-03 13:00", "03-03 13:40").net(25, 40).efficiency("62.5");
    }

    private static Night only(SessionBuilder... sessions) {
        List<Night> nights = nights(sessions);
        assertThat(nights).hasSize(1);
        assertThat(nights.getFirst().date()).isNotEqualTo(LocalDate.MIN);
        return nights.getFirst();
    }

    private static List<Night> nights(SessionBuilder... sessions) {
        return new Nights(Arrays.stream(sessions).map(SessionBuilder::build).toList(), RANK).all();
    }
}
