package dev.cohort.sleep.summary;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.sleep.settings.SleepSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** How the nights of some days compare with those of as many days before; public for pages that show trends. */
@Component
public class SleepTrends {

    private static final int MINUTES_A_DAY = 24 * 60;

    private static final Map<String, Function<NightDocument, @Nullable BigDecimal>> METRICS = metrics();

    private final NightTable table;
    private final SleepSettings settings;
    private final Clock clock;
    private final JsonMapper json;

    SleepTrends(NightTable table, SleepSettings settings, Clock clock, JsonMapper json) {
        this.table = table;
        this.settings = settings;
        this.clock = clock;
        this.json = json;
    }

    /**
     * @param nights dates of the days with a main sleep
     * @param metrics by name, all of them, also those without a value
     * @param bedtimeSdMinutes standard deviation of the local time of going to bed, on the circle of a day
     */
    public record Trends(
            int days,
            LocalDate from,
            LocalDate to,
            int nights,
            Map<String, Metric> metrics,
            @Nullable BigDecimal bedtimeSdMinutes,
            @Nullable BigDecimal wakeSdMinutes) {}

    /**
     * Mean and sample standard deviation (n - 1) of the {@code n} nights that know the value; the mean of as many days
     * before, and the difference. Two decimals half-up; null where there are too few nights.
     */
    public record Metric(
            @Nullable BigDecimal mean,
            @Nullable BigDecimal sd,
            int n,
            @Nullable BigDecimal previousMean,
            @Nullable BigDecimal change) {}

    /**
     * The trends of the {@code days} days that end with {@code to}, without one with today where the person lives.
     * Statements: one, two without {@code to}.
     */
    public Trends of(TenantId tenant, PersonId person, @Nullable LocalDate to, int days) {
        LocalDate last = to == null
                ? LocalDate.ofInstant(
                        clock.instant(), settings.of(tenant, person).zone())
                : to;
        LocalDate first = last.minusDays(days - 1L);
        return of(
                last,
                days,
                table.page(tenant, person, first.minusDays(days), last, false, 2 * days).stream()
                        .map(night -> json.readValue(night.document(), NightDocument.class))
                        .toList());
    }

    /** The trends of nights that were read already: those of twice {@code days} that end with {@code last}. */
    public static Trends of(LocalDate last, int days, List<NightDocument> nights) {
        LocalDate first = last.minusDays(days - 1L);
        List<NightDocument> current = new ArrayList<>();
        List<NightDocument> before = new ArrayList<>();
        for (NightDocument night : nights) {
            (LocalDate.parse(night.date()).isBefore(first) ? before : current).add(night);
        }
        Map<String, Metric> metrics = new LinkedHashMap<>();
        METRICS.forEach((name, value) -> metrics.put(name, metric(values(current, value), values(before, value))));
        return new Trends(
                days,
                first,
                last,
                (int) current.stream().filter(night -> night.source() != null).count(),
                metrics,
                sdOnTheClock(current, NightDocument::start),
                sdOnTheClock(current, NightDocument::end));
    }

    static Metric metric(List<BigDecimal> current, List<BigDecimal> before) {
        BigDecimal mean = mean(current);
        BigDecimal previous = mean(before);
        return new Metric(
                rounded(mean),
                sd(current.stream().mapToDouble(BigDecimal::doubleValue).toArray()),
                current.size(),
                rounded(previous),
                mean == null || previous == null ? null : rounded(mean.subtract(previous)));
    }

    private static @Nullable BigDecimal mean(List<BigDecimal> values) {
        return values.isEmpty()
                ? null
                : values.stream()
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(values.size()), 12, RoundingMode.HALF_UP);
    }

    private static @Nullable BigDecimal sd(double[] values) {
        if (values.length < 2) {
            return null;
        }
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return rounded(BigDecimal.valueOf(Math.sqrt(squares / (values.length - 1))));
    }

    /** Deviations from the mean direction, at most half a day each way: 23:50 and 00:10 are 20 minutes apart. */
    private static @Nullable BigDecimal sdOnTheClock(
            List<NightDocument> nights, Function<NightDocument, @Nullable String> time) {
        List<Double> minutes = new ArrayList<>();
        for (NightDocument night : nights) {
            String text = time.apply(night);
            if (text != null) {
                minutes.add(OffsetDateTime.parse(text).toLocalTime().toSecondOfDay() / 60.0);
            }
        }
        return sdOfMinutes(minutes);
    }

    static @Nullable BigDecimal sdOfMinutes(List<Double> minutes) {
        double sin = 0;
        double cos = 0;
        for (double minute : minutes) {
            double angle = 2 * Math.PI * minute / MINUTES_A_DAY;
            sin += Math.sin(angle);
            cos += Math.cos(angle);
        }
        double middle = Math.atan2(sin, cos) / (2 * Math.PI) * MINUTES_A_DAY;
        return sd(minutes.stream()
                .mapToDouble(minute -> Math.IEEEremainder(minute - middle, MINUTES_A_DAY))
                .toArray());
    }

    private static @Nullable BigDecimal rounded(@Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        BigDecimal rounded = value.setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }

    private static List<BigDecimal> values(
            List<NightDocument> nights, Function<NightDocument, @Nullable BigDecimal> metric) {
        List<BigDecimal> values = new ArrayList<>();
        for (NightDocument night : nights) {
            BigDecimal value = metric.apply(night);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    private static Map<String, Function<NightDocument, @Nullable BigDecimal>> metrics() {
        Map<String, Function<NightDocument, @Nullable BigDecimal>> metrics = new LinkedHashMap<>();
        metrics.put("asleepMinutes", night -> whole(night.asleepMinutes()));
        metrics.put("inBedMinutes", night -> whole(night.inBedMinutes()));
        metrics.put("awakeMinutes", night -> whole(night.awakeMinutes()));
        metrics.put("efficiencyPercent", NightDocument::efficiencyPercent);
        metrics.put("latencyMinutes", night -> whole(night.latencyMinutes()));
        metrics.put("awakenings", night -> whole(night.awakenings()));
        metrics.put("napMinutes", night -> whole(night.napMinutes()));
        metrics.put("totalAsleepMinutes", night -> whole(night.totalAsleepMinutes()));
        metrics.put(
                "deepMinutes",
                night -> night.stages() == null ? null : whole(night.stages().deep()));
        metrics.put(
                "lightMinutes",
                night -> night.stages() == null ? null : whole(night.stages().light()));
        metrics.put(
                "remMinutes",
                night -> night.stages() == null ? null : whole(night.stages().rem()));
        metrics.put("heartRate", night -> mean(night, "heart_rate"));
        metrics.put("hrvSdnn", night -> mean(night, "hrv_sdnn"));
        metrics.put("hrvRmssd", night -> mean(night, "hrv_rmssd"));
        metrics.put("respiratoryRate", night -> mean(night, "respiratory_rate"));
        metrics.put("spo2", night -> mean(night, "spo2"));
        return metrics;
    }

    private static @Nullable BigDecimal whole(@Nullable Integer value) {
        return value == null ? null : BigDecimal.valueOf(value);
    }

    private static @Nullable BigDecimal mean(NightDocument night, String type) {
        NightDocument.Average average = night.averages().get(type);
        return average == null ? null : average.mean();
    }
}
