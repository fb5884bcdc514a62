package dev.cohort.sleep.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.sleep.chart.Hypnogram.Lane;
import dev.cohort.sleep.chart.Hypnogram.Stage;
import dev.cohort.sleep.chart.NightTrace.Gap;
import dev.cohort.sleep.chart.NightTrace.Point;
import java.io.StringReader;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ChartTests {

    private static final NightAxis NIGHT = NightAxis.of(
            OffsetDateTime.parse("2026-05-01T22:30:00+02:00"), OffsetDateTime.parse("2026-05-02T06:30:00+02:00"));

    @Test
    void whatNoStageCoversIsUnknownAndNothingElse() {
        List<Stage> all = Hypnogram.complete(
                NIGHT,
                List.of(
                        stage(Lane.DEEP, "2026-05-01T23:00:00+02:00", "2026-05-01T23:40:00+02:00"),
                        stage(Lane.LIGHT, "2026-05-02T01:00:00+02:00", "2026-05-02T06:30:00+02:00")));
        assertThat(all).extracting(Stage::lane).containsExactly(Lane.UNKNOWN, Lane.DEEP, Lane.UNKNOWN, Lane.LIGHT);
        long seconds = all.stream()
                .mapToLong(one -> one.end().getEpochSecond() - one.start().getEpochSecond())
                .sum();
        assertThat(seconds).isEqualTo(8 * 3600);
    }

    @Test
    void unknownHasItsOwnLaneAndIsHatched() {
        String svg = Hypnogram.svg(
                "h", NIGHT, List.of(stage(Lane.REM, "2026-05-01T22:30:00+02:00", "2026-05-02T05:30:00+02:00")));
        assertThat(texts(svg, "lane")).containsExactly("Awake", "REM", "Light", "Deep", "Unknown");
        assertThat(svg).contains("class=\"unknown\" fill=\"url(#h-h)\"", "Unknown, 05:30 to 06:30, 60 min");
    }

    @Test
    void aNightOfKnownStagesHasNoLaneForTheUnknown() {
        String svg = Hypnogram.svg(
                "h", NIGHT, List.of(stage(Lane.REM, "2026-05-01T22:00:00+02:00", "2026-05-02T07:30:00+02:00")));
        assertThat(texts(svg, "lane")).containsExactly("Awake", "REM", "Light", "Deep");
        assertThat(svg).contains("REM, 22:30 to 06:30, 480 min");
    }

    @Test
    void aNightWithoutStagesSaysThatTheyAreUnknown() {
        String svg = Hypnogram.svg("h", NIGHT, List.of());
        assertThat(texts(svg, "lane")).containsExactly("Unknown");
        assertThat(svg).contains("From 22:30 to 06:30. Unknown 480 min.");
    }

    @Test
    void theLineOfATraceBreaksWhereNoSampleHolds() {
        List<Point> points = new ArrayList<>();
        Instant start = NIGHT.start();
        for (int minute = 0; minute < 480; minute++) {
            if (minute < 100 || minute > 160) {
                points.add(new Point(start.plusSeconds(minute * 60L), 55 + minute % 5));
            }
        }
        assertThat(NightTrace.gaps(NIGHT, points))
                .containsExactly(new Gap(start.plusSeconds(104 * 60), start.plusSeconds(161 * 60)));
        String svg = NightTrace.svg(
                "t", NIGHT, new NightTrace.Series("Heart rate", "bpm", "pulse"), points, OptionalDouble.of(57));
        assertThat(path(svg, "pulse line").chars().filter(letter -> letter == 'M'))
                .hasSize(2);
        assertThat(svg).contains("No samples, 00:14 to 01:11", "1 gap, together 57 min.");
    }

    @Test
    void aLoneSampleIsADotBetweenTwoGaps() {
        List<Point> points = List.of(new Point(NIGHT.start().plusSeconds(3600), 61));
        String svg = NightTrace.svg(
                "t", NIGHT, new NightTrace.Series("Heart rate", "bpm", "pulse"), points, OptionalDouble.empty());
        assertThat(svg).contains("<circle class=\"pulse\"").doesNotContain("pulse line");
        assertThat(NightTrace.gaps(NIGHT, points)).hasSize(2);
    }

    @Test
    void aTraceWithoutSamplesIsOneGap() {
        assertThat(NightTrace.gaps(NIGHT, List.of())).containsExactly(new Gap(NIGHT.start(), NIGHT.end()));
        assertThat(NightTrace.svg(
                        "t",
                        NIGHT,
                        new NightTrace.Series("Heart rate", "bpm", "pulse"),
                        List.of(),
                        OptionalDouble.empty()))
                .contains("No samples in this night.");
    }

    @Test
    void everyCalendarNightIsOnTheAxisAndAMissingOneIsAMark() {
        LocalDate from = LocalDate.of(2026, 5, 1);
        String svg = NightTrend.svg(
                "n",
                new NightTrend.Figure("Asleep", "min", NightTrend.Form.COLUMNS, "asleep", 60, " h"),
                from,
                from.plusDays(6),
                Map.of(from, 420.0, from.plusDays(1), 0.0, from.plusDays(4), 390.0),
                OptionalDouble.of(270));
        assertThat(count(svg, "class=\"asleep\"")).isEqualTo(3);
        assertThat(count(svg, ": no data")).isEqualTo(4);
        assertThat(svg).contains("2 May: 0 h 0 min", "3 May: no data", "3 of 7 nights");
    }

    @Test
    void aTrendsLineCrossesNoMissingNight() {
        LocalDate from = LocalDate.of(2026, 5, 1);
        String svg = NightTrend.svg(
                "n",
                new NightTrend.Figure("Heart rate", "bpm", NightTrend.Form.LINE, "pulse", 1, ""),
                from,
                from.plusDays(4),
                Map.of(from, 51.0, from.plusDays(1), 52.5, from.plusDays(3), 50.0, from.plusDays(4), 49.0),
                OptionalDouble.empty());
        assertThat(path(svg, "pulse line").chars().filter(letter -> letter == 'M'))
                .hasSize(2);
        assertThat(path(svg, "pulse line").chars().filter(letter -> letter == 'L'))
                .hasSize(2);
    }

    @Test
    void textsCannotBreakOutOfTheImage() {
        String svg = NightTrace.svg(
                "t",
                NIGHT,
                new NightTrace.Series("<script>alert(\"1\")</script>", "bpm", "pulse"),
                List.of(),
                OptionalDouble.empty());
        assertThat(svg).doesNotContain("<script").contains("&lt;script&gt;");
    }

    @Test
    void colourComesFromClassesAloneBecauseThePolicyForbidsInlineStyle() {
        String svg = Hypnogram.svg("h", NIGHT, List.of());
        assertThat(svg)
                .doesNotContain("style=", "#fff")
                .contains("role=\"img\"", "<title id=\"h-t\">", "<desc id=\"h-d\">");
    }

    @Test
    void theTicksOfAnAxisAreRoundNumbers() {
        ValueAxis axis = ValueAxis.of(47.3, 81.9, 0, 100);
        assertThat(axis.low()).isEqualTo(40);
        assertThat(axis.high()).isEqualTo(90);
        assertThat(axis.step()).isEqualTo(10);
        assertThat(ValueAxis.of(5, 5, 0, 100).high()).isGreaterThan(5);
    }

    private static Stage stage(Lane lane, String start, String end) {
        return new Stage(
                lane,
                OffsetDateTime.parse(start).toInstant(),
                OffsetDateTime.parse(end).toInstant());
    }

    private static List<String> texts(String svg, String kind) {
        List<String> found = new ArrayList<>();
        var texts = xml(svg).getElementsByTagName("text");
        for (int i = 0; i < texts.getLength(); i++) {
            if (texts.item(i) instanceof Element text
                    && text.getAttribute("class").equals(kind)) {
                found.add(text.getTextContent());
            }
        }
        return found;
    }

    private static String path(String svg, String kind) {
        var matcher =
                Pattern.compile("<path class=\"" + kind + "\" d=\"([^\"]*)\"").matcher(svg);
        assertThat(matcher.find()).as(svg).isTrue();
        return matcher.group(1);
    }

    private static long count(String svg, String part) {
        xml(svg);
        return Pattern.compile(Pattern.quote(part)).matcher(svg).results().count();
    }

    private static Document xml(String svg) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)));
        } catch (Exception malformed) {
            throw new AssertionError(svg, malformed);
        }
    }
}
