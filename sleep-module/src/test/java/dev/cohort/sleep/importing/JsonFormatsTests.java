package dev.cohort.sleep.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.kernel.test.Seed;
import dev.cohort.sleep.night.Source;
import dev.cohort.sleep.night.StageSeconds;
import dev.cohort.sleep.session.SessionIn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Iterator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatsTests {

    private static final String ZONE = "America/New_York";

    @Test
    void fitbitTimesKeepTheOffsetOfTheStartThroughTheNightOfTheClocks() {
        Collected file = Collected.ofFixture("fitbit", ZONE, "fitbit-sleep.json");

        SessionIn night = file.sessions.getFirst();
        assertThat(Collected.times(night)).isEqualTo("2026-03-07T23:00:30-05:00/2026-03-08T08:00:30-04:00");
        assertThat(night.externalId()).isEqualTo("26013218219");
        assertThat(night.nap()).isFalse();
        assertThat(night.asleepSeconds()).isEqualTo(412 * 60);
        assertThat(night.inBedSeconds()).isEqualTo(480 * 60);
        assertThat(night.efficiencyPercent()).isNull();
    }

    @Test
    void fitbitShortWakesLieOnTopOfTheLongStages() {
        Collected file = Collected.ofFixture("fitbit", ZONE, "fitbit-sleep.json");

        assertThat(Collected.stagesOf(file.sessions.getFirst()))
                .containsExactly(
                        "awake 2026-03-07T23:00:30-05:00/2026-03-07T23:30:30-05:00",
                        "light 2026-03-07T23:30:30-05:00/2026-03-07T23:40:30-05:00",
                        "awake 2026-03-07T23:40:30-05:00/2026-03-07T23:41:30-05:00",
                        "light 2026-03-07T23:41:30-05:00/2026-03-08T00:30:30-05:00",
                        "deep 2026-03-08T00:30:30-05:00/2026-03-08T03:00:30-05:00",
                        "rem 2026-03-08T03:00:30-05:00/2026-03-08T07:00:30-05:00");
    }

    @Test
    void fitbitNapsAreNapsAndABrokenLogIsNamed() {
        Collected file = Collected.ofFixture("fitbit", ZONE, "fitbit-sleep.json");

        assertThat(file.sessions.get(1).nap()).isTrue();
        assertThat(Collected.stagesOf(file.sessions.get(1)))
                .containsExactly(
                        "asleep 2026-03-08T13:00-04:00/2026-03-08T13:50-04:00",
                        "awake 2026-03-08T13:50-04:00/2026-03-08T14:00-04:00");
        assertThat(file.rejections).containsExactly("3/17 startTime=yesterday unreadable-time");
    }

    @Test
    void fitbitHeartRateInDetailIsReadAndAnHourThatTheZoneSkipsIsNot() {
        Collected file = Collected.ofFixture("fitbit", ZONE, "fitbit-heart-rate.json");

        assertThat(file.samples)
                .containsExactly(
                        "fitbit heart_rate 2026-03-08T05:00:00Z 6100",
                        "fitbit heart_rate 2026-03-08T05:01:00Z 6200",
                        "fitbit heart_rate 2026-03-08T07:00:00Z 6400");
        assertThat(file.rejections)
                .containsExactly("1/1 activities-heart-intraday.dataset[2].time=02:30:00 no-such-time");
    }

    @Test
    void garminSleepsComeWithStagesNapsAndSeries() {
        Collected file = Collected.ofFixture("garmin", null, "garmin.json");

        SessionIn night = file.sessions.getFirst();
        assertThat(Collected.times(night)).isEqualTo("2026-03-02T23:00+01:00/2026-03-03T07:00+01:00");
        assertThat(night.externalId()).isEqualTo("sleep-1772488800");
        assertThat(night.stageSeconds()).isEqualTo(new StageSeconds(7200, 14400, 5400, 1800));
        assertThat(night.stages()).hasSize(4);
        SessionIn nap = file.sessions.get(1);
        assertThat(nap.nap()).isTrue();
        assertThat(Collected.times(nap)).isEqualTo("2026-03-03T14:00+01:00/2026-03-03T14:40+01:00");
        assertThat(file.samples)
                .containsExactlyInAnyOrder(
                        "garmin spo2 2026-03-02T22:00:00Z 9500",
                        "garmin spo2 2026-03-02T22:02:00Z 9600",
                        "garmin respiratory_rate 2026-03-02T22:01:00Z 1531");
        assertThat(file.rejections).containsExactly("2/13 startTimeInSeconds=soon wrong-type");
    }

    @Test
    @DisplayName("F22: a sleep that Garmin sends again, longer, is the same sleep")
    void garminSleepThatWasSentAgainLongerIsTheSameSleep() {
        String once = "{\"summaryId\": \"%s\", \"startTimeInSeconds\": 1772488800, \"durationInSeconds\": %d,"
                + " \"deepSleepDurationInSeconds\": 1800}";
        Collected file = Collected.of("garmin", null, once.formatted("a", 3600) + "\n" + once.formatted("b", 7200));

        assertThat(file.sessions).extracting(SessionIn::externalId).containsOnly("sleep-1772488800");
        assertThat(Collected.times(file.sessions.get(1))).isEqualTo("2026-03-02T22:00:00Z?/2026-03-03T00:00:00Z?");
    }

    @Test
    void ouraPhasesAreCutAtTheEndOfBedtime() {
        Collected file = Collected.ofFixture("oura", null, "oura.json");

        SessionIn night = file.sessions.getFirst();
        assertThat(Collected.stagesOf(night))
                .containsExactly(
                        "awake 2026-03-03T00:30+02:00/2026-03-03T00:35+02:00",
                        "light 2026-03-03T00:35+02:00/2026-03-03T00:40+02:00",
                        "deep 2026-03-03T00:40+02:00/2026-03-03T00:45+02:00",
                        "rem 2026-03-03T00:45+02:00/2026-03-03T00:47+02:00");
        assertThat(night.efficiencyPercent()).isEqualByComparingTo("70");
        assertThat(night.nap()).isFalse();
    }

    @Test
    void ouraPhasesOfThirtySecondsWinOverThoseOfFiveMinutes() {
        Collected file = Collected.ofFixture("oura", null, "oura.json");

        assertThat(file.sessions.get(1).nap()).isTrue();
        assertThat(Collected.stagesOf(file.sessions.get(1)))
                .containsExactly(
                        "awake 2026-03-03T14:00+02:00/2026-03-03T14:00:30+02:00",
                        "light 2026-03-03T14:00:30+02:00/2026-03-03T14:01:30+02:00",
                        "deep 2026-03-03T14:01:30+02:00/2026-03-03T14:02+02:00");
    }

    @Test
    void ouraValuesOfADayStayValuesOfADay() {
        Collected file = Collected.ofFixture("oura", null, "oura.json");

        assertThat(file.dailies).containsExactly("oura respiratory_rate 2026-03-03 1263", "oura spo2 2026-03-03 9620");
    }

    @Test
    void ouraSeriesSkipWhatWasNotMeasured() {
        Collected file = Collected.ofFixture("oura", null, "oura.json");

        assertThat(file.samples)
                .containsExactly(
                        "oura heart_rate 2026-03-02T22:35:00Z 5000",
                        "oura heart_rate 2026-03-02T22:40:00Z 5100",
                        "oura hrv_rmssd 2026-03-02T22:30:00Z 4000",
                        "oura hrv_rmssd 2026-03-02T22:40:00Z 4200",
                        "oura heart_rate 2026-03-03T01:02:03Z 6100");
        assertThat(file.skipped).isOne();
        assertThat(file.rejections)
                .containsExactly(
                        "1/2 heart_rate.items[3]=9999 out-of-bounds",
                        "4/10 bedtime_start=2026-03-03T16:00:00 unreadable-time");
    }

    @Test
    @DisplayName("F12: Whoop's timezone_offset is read, and its totals are kept")
    void whoopOffsetsAreReadAndItsTotalsKept() {
        Collected file = Collected.ofFixture("whoop", null, "whoop.json");

        SessionIn night = file.sessions.getFirst();
        assertThat(Collected.times(night)).isEqualTo("2026-03-02T23:30:00.774+09:00/2026-03-03T07:00+09:00");
        assertThat(night.inBedSeconds()).isEqualTo(27_000);
        assertThat(night.stageSeconds()).isEqualTo(new StageSeconds(6630, 14906, 4060, 1404));
        assertThat(night.efficiencyPercent()).isEqualTo(new BigDecimal("91.70"));
        assertThat(file.dailies).containsExactly("whoop respiratory_rate 2026-03-03 1611");
    }

    @Test
    void whoopNapsAndUnscoredSleepsAreSessionsToo() {
        Collected file = Collected.ofFixture("whoop", null, "whoop.json");

        assertThat(file.sessions).hasSize(2);
        assertThat(file.sessions.get(1).nap()).isTrue();
        assertThat(file.sessions.get(1).stageSeconds()).isNull();
        assertThat(file.rejections)
                .containsExactly("3/8 timezone_offset=Tokyo unreadable-offset", "4/9 null=null not-a-record");
    }

    @Test
    void openWearablesEventsKeepTheirProviderAndUnknownOffsetsStayUnknown() {
        Collected file = Collected.ofFixture("open-wearables", null, "open-wearables.json");

        SessionIn known = file.sessions.getFirst();
        assertThat(known.source()).isEqualTo(new Source("garmin", "Forerunner 965", "watch", "Ann's watch"));
        assertThat(Collected.times(known)).isEqualTo("2026-03-02T23:30+09:00/2026-03-03T07:00+09:00");
        assertThat(known.stageSeconds()).isEqualTo(new StageSeconds(5400, 15000, 3600, 3000));
        assertThat(Collected.stagesOf(known)).containsExactly("asleep 2026-03-03T00:00+09:00/2026-03-03T07:00+09:00");
        SessionIn unknown = file.sessions.get(1);
        assertThat(Collected.times(unknown)).isEqualTo("2026-03-03T14:30:00Z?/2026-03-03T22:00:00Z?");
        assertThat(unknown.stageSeconds()).isNull();
        assertThat(unknown.nap()).isNull();
    }

    @Test
    void openWearablesSamplesAreTakenAndTheSumOfADayIsNoSample() {
        Collected file = Collected.ofFixture("open-wearables", null, "open-wearables.json");

        assertThat(file.samples)
                .containsExactly(
                        "garmin heart_rate 2026-03-02T15:00:00Z 5500",
                        "garmin respiratory_rate 2026-03-02T15:00:00Z 1425");
        assertThat(file.skipped).isEqualTo(2);
        assertThat(file.rejections).containsExactly("7/16 value=5 out-of-bounds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fitbit", "garmin", "oura", "whoop", "open-wearables"})
    void aFileThatIsNoneOfTheFormatIsRefusedWhole(String format) {
        refused(format, "", "empty");
        refused(format, "[{\"a\": 1}, {\"a\": 2}]", "no record of this format");
        refused(format, "{\"a\": [{\"b\": 1}]}", "no record of this format");
        refused(format, "7", "no record of this format");
        refused(format, "[{\"a\": 1}", "line 1");
        refused(format, "start,end,kind\n", "line 1");
        refused(format, "[".repeat(10_000), "nested more than 50 deep");
        refused(format, "{\"id\": \"" + "x".repeat(2 << 20) + "\"}", "a text of more than a million");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fitbit", "garmin", "oura", "whoop", "open-wearables"})
    void anEmptyListIsAFileWithoutRecords(String format) {
        assertThat(Collected.of(format, ZONE, "[]").rejections).isEmpty();
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertThatThrownBy(() -> Collected.of(
                        "whoop",
                        null,
                        new ByteArrayInputStream("[{\"id\": \"ü\"}]".getBytes(StandardCharsets.ISO_8859_1))))
                .isInstanceOf(UnreadableFile.class);
    }

    @Test
    void aNumberThatWouldFillTheMemoryIsRefused() {
        Collected file = Collected.of(
                "whoop",
                null,
                "{\"start\": \"2026-03-02T14:30:00Z\", \"end\": \"2026-03-02T22:00:00Z\", \"nap\": false,"
                        + " \"score\": {\"stage_summary\": {\"total_in_bed_time_milli\": 1e999999999}}}");

        assertThat(file.rejections).hasSize(1);
        assertThat(file.rejections.getFirst()).endsWith("out-of-bounds");
    }

    @Test
    void aNumberThatNoDecimalCanHoldSpoilsItsRecordAlone() {
        String sleep = "{\"start\": \"2026-03-02T14:30:00Z\", \"end\": \"2026-03-02T22:00:00Z\", \"nap\": false,"
                + " \"score\": {\"stage_summary\": {\"total_in_bed_time_milli\": %s}}}";
        Collected file = Collected.of(
                "whoop", null, "[" + sleep.formatted("1e99999999999999") + "," + sleep.formatted("27000000") + "]");

        assertThat(file.rejections).hasSize(1);
        assertThat(file.rejections.getFirst()).contains("1e99999999999999");
        assertThat(file.sessions).hasSize(1);
    }

    private static void refused(String format, String text, String words) {
        assertThatThrownBy(() -> Collected.of(format, ZONE, text))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining(words);
    }

    @Test
    void aMillionSessionsInOneFileAreReadInBoundedBatches() throws IOException {
        int million = Seed.size(100_000, 1_000_000);
        String record =
                "{\"id\": \"%d\", \"start\": \"%s\", \"end\": \"%s\", \"timezone_offset\": \"+01:00\", \"nap\": false},";
        Instant first = Instant.parse("1990-01-01T22:00:00Z");
        Iterator<byte[]> records = IntStream.rangeClosed(-1, million)
                .mapToObj(i -> i < 0
                        ? "["
                        : i == million
                                ? "{}]"
                                : record.formatted(
                                        i, first.plusSeconds(i * 600L), first.plusSeconds(i * 600L + 28_800)))
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .iterator();
        InputStream file = new InputStream() {
            private byte[] current = new byte[0];
            private int at;

            @Override
            public int read() {
                while (at == current.length && records.hasNext()) {
                    current = records.next();
                    at = 0;
                }
                return at < current.length ? current[at++] : -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                int one = read();
                if (one < 0) {
                    return -1;
                }
                int some = Math.min(length, current.length - at + 1);
                System.arraycopy(current, at - 1, target, offset, some);
                at += some - 1;
                return some;
            }
        };
        int[] largest = new int[1];
        long[] sessions = new long[1];
        var sink = new StoringSink(0, (batch, stored) -> {
            largest[0] = Math.max(largest[0], batch.size());
            sessions[0] += batch.sessions().size();
        });
        ImportFormat.of("whoop").orElseThrow().file().read(file, new FileFormat.Reading(null, Collected.NOW), sink);
        sink.finish();

        assertThat(sessions[0]).isEqualTo(million);
        assertThat(largest[0]).isLessThanOrEqualTo(501);
    }
}
