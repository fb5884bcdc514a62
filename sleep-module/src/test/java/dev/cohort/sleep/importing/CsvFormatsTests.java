package dev.cohort.sleep.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CsvFormatsTests {

    private static final String ZONE = "America/New_York";

    @Test
    void aRowIsAHeartRateAndStepsAndAnEmptyCellIsNeither() {
        Collected file = heartRate("2016-04-01T23:05:00,61,0", "2016-04-01T23:06:00,,12", "2016-04-01T23:07:00,62,");

        assertThat(file.samples)
                .containsExactly(
                        "fitbit heart_rate 2016-04-02T03:05:00Z 6100",
                        "fitbit steps 2016-04-02T03:05:00Z 0",
                        "fitbit steps 2016-04-02T03:06:00Z 1200",
                        "fitbit heart_rate 2016-04-02T03:07:00Z 6200");
    }

    @Test
    void aBadRowIsNamedByRowAndLineAndTheRestIsTaken() {
        Collected file = heartRate(
                "2016-04-01T23:05:00,abc,0", "", "noon,61,0", "2016-04-01T23:06:00,61", "2016-04-01T23:07:00,61,0");

        assertThat(file.rejections)
                .containsExactly(
                        "1/2 heart_rate_bpm=abc not-a-number",
                        "2/4 recorded_at=noon unreadable-time",
                        "3/5 null=2016-04-01T23:06:00,61 wrong-cells");
        assertThat(file.samples).hasSize(2);
    }

    @Test
    void anHourThatComesTwiceIsTwoHoursInAFileThatRunsForward() {
        Collected file = heartRate(
                "2016-11-06T00:59:00,60,",
                "2016-11-06T01:00:00,61,",
                "2016-11-06T01:59:00,62,",
                "2016-11-06T01:00:00,63,",
                "2016-11-06T01:59:00,64,",
                "2016-11-06T02:00:00,65,");

        assertThat(file.samples)
                .containsExactly(
                        "fitbit heart_rate 2016-11-06T04:59:00Z 6000",
                        "fitbit heart_rate 2016-11-06T05:00:00Z 6100",
                        "fitbit heart_rate 2016-11-06T05:59:00Z 6200",
                        "fitbit heart_rate 2016-11-06T06:00:00Z 6300",
                        "fitbit heart_rate 2016-11-06T06:59:00Z 6400",
                        "fitbit heart_rate 2016-11-06T07:00:00Z 6500");
    }

    @Test
    void aTimeThatTheZoneSkipsIsRefused() {
        assertThat(heartRate("2016-03-13T01:59:00,60,", "2016-03-13T02:30:00,61,", "2016-03-13T03:00:00,62,")
                        .rejections)
                .containsExactly("2/3 recorded_at=2016-03-13T02:30:00 no-such-time");
    }

    @Test
    void sessionsOfTheNightsOfTheClocksKeepTheirLength() {
        Collected file = sleep(
                "2016-03-12T23:00:00,2016-03-13T07:00:00,night",
                "2016-11-05T23:00:00,2016-11-06T07:00:00,night",
                "2016-11-06T01:40:00,2016-11-06T01:20:00,nap",
                "2016-03-13T01:00:00,2016-03-13T02:30:00,nap");

        assertThat(file.sessions.stream().map(Collected::times))
                .containsExactly(
                        "2016-03-12T23:00-05:00/2016-03-13T07:00-04:00",
                        "2016-11-05T23:00-04:00/2016-11-06T07:00-05:00",
                        "2016-11-06T01:40-04:00/2016-11-06T01:20-05:00",
                        "2016-03-13T01:00-05:00/2016-03-13T03:30-04:00");
        assertThat(file.sessions.get(0).nap()).isFalse();
        assertThat(file.sessions.get(2).nap()).isTrue();
    }

    @Test
    void anUnknownKindIsRefused() {
        assertThat(sleep("2016-03-12T23:00:00,2016-03-13T07:00:00,siesta").rejections)
                .containsExactly("1/2 kind=siesta unknown-kind");
    }

    @Test
    void aFileOfAnotherShapeIsRefusedWhole() {
        refused("csv-sleep", "", "empty");
        refused("csv-sleep", "recorded_at,heart_rate_bpm,steps\n", "should be start,end,kind");
        refused("csv-heart-rate", "start,end,kind\n", "should be recorded_at,heart_rate_bpm,steps");
        refused("csv-heart-rate", "recorded_at,heart_rate_bpm,steps\n\"" + "x".repeat(200_000), "longer than");
        refused("csv-heart-rate", "x,".repeat(1_000_000), "");
        assertThatThrownBy(() -> Collected.of(
                        "csv-sleep",
                        ZONE,
                        new ByteArrayInputStream("start,end,kind\nZürich,,\n".getBytes(StandardCharsets.ISO_8859_1))))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining("not UTF-8");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheHeader() {
        assertThat(Collected.of(
                                "csv-sleep",
                                ZONE,
                                "\uFEFFstart,end,kind\r\n2016-03-12T23:00:00,2016-03-13T07:00:00,night\r\n")
                        .sessions)
                .hasSize(1);
    }

    private static Collected heartRate(String... rows) {
        return Collected.of("csv-heart-rate", ZONE, "recorded_at,heart_rate_bpm,steps\n" + String.join("\n", rows));
    }

    private static Collected sleep(String... rows) {
        return Collected.of("csv-sleep", ZONE, "start,end,kind\n" + String.join("\n", rows));
    }

    private static void refused(String format, String text, String words) {
        assertThatThrownBy(() -> Collected.of(format, ZONE, text))
                .isInstanceOf(UnreadableFile.class)
                .hasMessageContaining(words);
    }
}
