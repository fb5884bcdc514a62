package dev.cohort.sleep.importing;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The formats of files that are taken, by the name that a request gives them. */
@SuppressWarnings("ImmutableEnumChecker") // A reader of a format has no state.
enum ImportFormat {
    APPLE_HEALTH("apple-health", false, new AppleHealthFile()),
    FITBIT("fitbit", true, new JsonFile(new FitbitRecords(), "sleep")),
    GARMIN(
            "garmin",
            false,
            new JsonFile(new GarminRecords(), "sleeps", "dailies", "hrv", "pulseox", "allDayRespiration")),
    OURA("oura", false, new JsonFile(new OuraRecords(), "data")),
    WHOOP("whoop", false, new JsonFile(new WhoopRecords(), "records")),
    OPEN_WEARABLES("open-wearables", false, new JsonFile(new OpenWearablesRecords(), "data")),
    CSV_HEART_RATE("csv-heart-rate", true, new HeartRateCsv()),
    CSV_SLEEP("csv-sleep", true, new SleepCsv());

    private final String code;
    private final boolean needsZone;
    private final FileFormat file;

    ImportFormat(String code, boolean needsZone, FileFormat file) {
        this.code = code;
        this.needsZone = needsZone;
        this.file = file;
    }

    static Optional<ImportFormat> of(String code) {
        return Arrays.stream(values())
                .filter(format -> format.code.equals(code))
                .findFirst();
    }

    static List<String> codes() {
        return Arrays.stream(values()).map(ImportFormat::code).toList();
    }

    String code() {
        return code;
    }

    /** Whether its times are wall-clock times, which mean nothing without a zone. */
    boolean needsZone() {
        return needsZone;
    }

    FileFormat file() {
        return file;
    }
}
