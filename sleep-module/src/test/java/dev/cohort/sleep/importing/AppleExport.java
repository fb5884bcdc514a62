package dev.cohort.sleep.importing;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Generated exports of Apple Health: nights of a watch and of a phone, and heart rate. */
final class AppleExport {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final List<String> STAGES = List.of("AsleepCore", "AsleepDeep", "AsleepREM", "Awake");
    private static final String WATCH = "&lt;&lt;HKDevice: 0x28%d&gt;, name:Apple Watch, manufacturer:Apple Inc.,"
            + " model:Watch, hardware:Watch6,12, software:9.%d&gt;";

    private AppleExport() {}

    /** The records of {@code nights} nights up to the end of February 2026. */
    static List<String> records(int nights, long seed) {
        var random = new Random(seed);
        List<String> records = new ArrayList<>();
        LocalDate day = LocalDate.of(2026, 2, 28).minusDays(nights);
        for (int night = 0; night < nights; night++) {
            LocalDateTime at = day.plusDays(night).atTime(22, 0).plusMinutes(random.nextInt(90));
            records.add(sleep("Phone", at.minusMinutes(random.nextInt(20)), at.plusMinutes(480), "InBed", night));
            for (int i = 0; i < 12; i++) {
                LocalDateTime end = at.plusMinutes(10 + random.nextInt(50));
                records.add(sleep("Watch", at, end, STAGES.get(random.nextInt(STAGES.size())), night));
                if (random.nextInt(10) > 0) {
                    records.add(heartRate(at, 45 + random.nextInt(40), night));
                }
                at = random.nextInt(8) == 0 ? end.plusMinutes(random.nextInt(45)) : end;
            }
        }
        return records;
    }

    static byte[] of(List<String> records) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<HealthData locale=\"en_US\">\n"
                        + String.join("\n", records)
                        + "\n</HealthData>\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    static String sleep(String source, LocalDateTime start, LocalDateTime end, String value, int number) {
        return " <Record type=\"HKCategoryTypeIdentifierSleepAnalysis\" sourceName=\"" + source
                + "\" sourceVersion=\"9.1\" device=\"" + WATCH.formatted(number % 10, number % 7)
                + "\" creationDate=\"" + time(end) + "\" startDate=\"" + time(start) + "\" endDate=\"" + time(end)
                + "\" value=\"HKCategoryValueSleepAnalysis" + value
                + "\">\n  <MetadataEntry key=\"HKTimeZone\" value=\"Europe/Warsaw\"/>\n </Record>";
    }

    static String heartRate(LocalDateTime at, int value, int number) {
        return " <Record type=\"HKQuantityTypeIdentifierHeartRate\" sourceName=\"Watch\" sourceVersion=\"9.1\" device=\""
                + WATCH.formatted(number % 10, number % 7) + "\" unit=\"count/min\" creationDate=\"" + time(at)
                + "\" startDate=\"" + time(at) + "\" endDate=\"" + time(at) + "\" value=\"" + value
                + "\">\n  <MetadataEntry key=\"HKMetadataKeyHeartRateMotionContext\" value=\"1\"/>\n </Record>";
    }

    private static String time(LocalDateTime time) {
        return TIME.format(time) + " +0100";
    }
}
