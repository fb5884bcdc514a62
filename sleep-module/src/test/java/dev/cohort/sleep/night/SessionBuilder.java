package dev.cohort.sleep.night;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Sessions for tests; minutes in, seconds kept. */
public final class SessionBuilder {

    private static long ids;

    private final String provider;
    private final OffsetDateTime start;
    private final OffsetDateTime end;
    private Source source;
    private boolean zoneAssumed;
    private Boolean nap;
    private Integer asleep;
    private Integer inBed;
    private BigDecimal efficiency;
    private StageSeconds stageSeconds;
    private final List<StageInterval> stages = new ArrayList<>();

    private SessionBuilder(String provider, String start, String end) {
        this.provider = provider;
        this.source = new Source(provider);
        this.start = at(start);
        this.end = at(end);
    }

    /** Times like {@code 2026-03-02T22:00:00+01:00}; {@code 03-02 22:00} is of 2026 and UTC. */
    public static SessionBuilder session(String provider, String start, String end) {
        return new SessionBuilder(provider, start, end);
    }

    static OffsetDateTime at(String time) {
        return OffsetDateTime.parse(time.length() == 11 ? "2026-" + time.replace(' ', 'T') + ":00Z" : time);
    }

    public SessionBuilder net(int asleepMinutes, int inBedMinutes) {
        inBed = inBedMinutes * 60;
        return net(asleepMinutes);
    }

    public SessionBuilder net(int asleepMinutes) {
        asleep = asleepMinutes * 60;
        return this;
    }

    public SessionBuilder inBed(int minutes) {
        inBed = minutes * 60;
        return this;
    }

    public SessionBuilder efficiency(String percent) {
        efficiency = new BigDecimal(percent);
        return this;
    }

    public SessionBuilder minutes(int deep, int light, int rem, int awake) {
        stageSeconds = new StageSeconds(deep * 60, light * 60, rem * 60, awake * 60);
        return this;
    }

    public SessionBuilder nap(Boolean given) {
        nap = given;
        return this;
    }

    public SessionBuilder zoneAssumed() {
        zoneAssumed = true;
        return this;
    }

    public SessionBuilder device(String model) {
        source = new Source(provider, model, null, null);
        return this;
    }

    public SessionBuilder stage(Stage stage, String from, String to) {
        stages.add(new StageInterval(stage, at(from).toEpochSecond(), at(to).toEpochSecond()));
        return this;
    }

    public Session build() {
        return new Session(
                ++ids,
                start + "/" + end + "/" + source.deviceModel(),
                source,
                start.toEpochSecond(),
                end.toEpochSecond(),
                start.getOffset().getTotalSeconds(),
                end.getOffset().getTotalSeconds(),
                zoneAssumed,
                nap,
                asleep,
                inBed,
                efficiency,
                stageSeconds,
                List.copyOf(stages));
    }
}
