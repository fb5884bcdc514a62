package dev.cohort.sleep.summary;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.time.TimeWindow;
import dev.cohort.sleep.night.Night;
import dev.cohort.sleep.night.Spans.Span;
import dev.cohort.sleep.series.NightStatistic;
import dev.cohort.sleep.series.NightStatistics;
import dev.cohort.sleep.series.NightStatistics.Group;
import dev.cohort.sleep.series.SampleObserver;
import dev.cohort.sleep.series.SeriesType;
import dev.cohort.sleep.session.NightsOfPerson;
import dev.cohort.sleep.session.SessionObserver;
import dev.cohort.sleep.summary.NightDocument.Average;
import dev.cohort.sleep.summary.NightDocument.SessionOfDocument;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the stored nights exact: whatever changes a session, a sample, a daily value or a setting has the nights it
 * touches made anew in its own transaction, under the person's lock. Statements: a constant number for each change,
 * however many nights it touches.
 */
@Component
class NightKeeper implements SessionObserver, SampleObserver {

    /** The series that a night shows. */
    static final List<SeriesType> TYPES = List.of(
            SeriesType.HEART_RATE,
            SeriesType.HRV_SDNN,
            SeriesType.HRV_RMSSD,
            SeriesType.RESPIRATORY_RATE,
            SeriesType.SPO2);

    private final NightsOfPerson nights;
    private final NightTable table;
    private final NightStatistics statistics;
    private final DailyValues dailyValues;
    private final JsonMapper json;

    NightKeeper(
            NightsOfPerson nights,
            NightTable table,
            NightStatistics statistics,
            DailyValues dailyValues,
            JsonMapper json) {
        this.nights = nights;
        this.table = table;
        this.statistics = statistics;
        this.dailyValues = dailyValues;
        this.json = json;
    }

    @Override
    public void changed(TenantId tenant, PersonId person, List<Change> changes) {
        NightsOfPerson.Affected affected = nights.affected(tenant, person, changes);
        List<Night> there = new ArrayList<>();
        List<LocalDate> gone = new ArrayList<>();
        for (LocalDate date : affected.dates()) {
            affected.nights().of(date).ifPresentOrElse(there::add, () -> gone.add(date));
        }
        if (!gone.isEmpty()) {
            table.delete(tenant, person, gone);
        }
        put(tenant, person, there);
    }

    @Override
    public void resettled(TenantId tenant, PersonId person) {
        table.deleteAll(tenant, person);
        put(tenant, person, nights.all(tenant, person).all());
    }

    /** Makes the averages of these dates' nights anew, because a daily value changed. */
    void remake(TenantId tenant, PersonId person, Collection<LocalDate> dates) {
        List<StoredNight> stored = new ArrayList<>();
        LocalDate first = dates.stream().min(LocalDate::compareTo).orElseThrow();
        LocalDate last = dates.stream().max(LocalDate::compareTo).orElseThrow();
        for (StoredNight night : table.page(tenant, person, first, last, false, Integer.MAX_VALUE)) {
            if (dates.contains(night.date())) {
                stored.add(night);
            }
        }
        remake(tenant, person, TYPES, stored);
    }

    @Override
    public void changed(TenantId tenant, PersonId person, String provider, SeriesType type, List<TimeWindow> spans) {
        if (!TYPES.contains(type) || spans.isEmpty()) {
            return;
        }
        var reach =
                new TimeWindow(spans.getFirst().start(), spans.getLast().end().plusSeconds(1));
        List<StoredNight> touched = new ArrayList<>();
        for (StoredNight night : table.reaching(tenant, person, provider, reach)) {
            if (group(read(night)).intervals().stream().anyMatch(window -> touches(window, spans))) {
                touched.add(night);
            }
        }
        remake(tenant, person, List.of(type), touched);
    }

    private static boolean touches(TimeWindow window, List<TimeWindow> spans) {
        return spans.stream()
                .anyMatch(span ->
                        !span.start().isAfter(window.end()) && !span.end().isBefore(window.start()));
    }

    private void remake(TenantId tenant, PersonId person, List<SeriesType> types, List<StoredNight> stored) {
        if (stored.isEmpty()) {
            return;
        }
        List<NightDocument> documents = stored.stream().map(this::read).toList();
        List<Map<String, Average>> averages = averages(
                tenant,
                person,
                types,
                stored.stream().map(StoredNight::date).toList(),
                documents.stream().map(NightKeeper::group).toList());
        List<StoredNight> changed = new ArrayList<>();
        for (int i = 0; i < stored.size(); i++) {
            NightDocument document = documents.get(i);
            for (Map.Entry<String, Average> average : averages.get(i).entrySet()) {
                document = document.with(average.getKey(), average.getValue());
            }
            String text = json.writeValueAsString(document);
            if (!text.equals(stored.get(i).document())) {
                changed.add(new StoredNight(stored.get(i).date(), text));
            }
        }
        if (!changed.isEmpty()) {
            table.change(tenant, person, changed);
        }
    }

    private void put(TenantId tenant, PersonId person, List<Night> there) {
        if (there.isEmpty()) {
            return;
        }
        List<Map<String, Average>> averages = averages(
                tenant,
                person,
                TYPES,
                there.stream().map(Night::date).toList(),
                there.stream().map(NightKeeper::group).toList());
        List<NightTable.Row> rows = new ArrayList<>();
        for (int i = 0; i < there.size(); i++) {
            Night night = there.get(i);
            List<Span> intervals = night.mainIntervals();
            rows.add(new NightTable.Row(
                    night.date(),
                    night.source() == null ? null : night.source().provider(),
                    intervals.isEmpty() ? null : (Long) intervals.getFirst().start(),
                    intervals.isEmpty() ? null : (Long) intervals.getLast().end(),
                    json.writeValueAsString(NightDocument.of(night, averages.get(i)))));
        }
        table.put(tenant, person, rows);
    }

    /** In the order of the nights: statement one for the samples, one more if a night lacks some. */
    private List<Map<String, Average>> averages(
            TenantId tenant, PersonId person, List<SeriesType> types, List<LocalDate> dates, List<Group> groups) {
        List<Map<SeriesType, NightStatistic>> measured = statistics.of(tenant, person, types, groups);
        boolean allMeasured = measured.stream()
                .allMatch(night -> night.values().stream().allMatch(statistic -> statistic.samples() > 0));
        Map<DailyValues.Key, Integer> daily = allMeasured ? Map.of() : dailyValues.of(tenant, person, dates);
        List<Map<String, Average>> averages = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Map<String, Average> night = new LinkedHashMap<>();
            String provider = groups.get(i).provider();
            for (SeriesType type : types) {
                NightStatistic statistic =
                        Objects.requireNonNull(measured.get(i).get(type));
                Integer value = statistic.samples() > 0
                        ? null
                        : daily.get(new DailyValues.Key(dates.get(i), type.code(), provider));
                night.put(type.code(), value == null ? Average.of(statistic) : Average.daily(value, provider));
            }
            averages.add(night);
        }
        return averages;
    }

    private static Group group(Night night) {
        return group(
                night.source() == null ? null : night.source().provider(),
                night.mainIntervals().stream()
                        .map(span ->
                                new TimeWindow(Instant.ofEpochSecond(span.start()), Instant.ofEpochSecond(span.end())))
                        .toList());
    }

    private static Group group(NightDocument night) {
        return group(
                night.source() == null ? null : night.source().provider(),
                night.sessions().stream()
                        .filter(session -> !session.nap())
                        .map(NightKeeper::window)
                        .toList());
    }

    /** A date of naps alone has no main provider and no interval; no source is called "". */
    private static Group group(@Nullable String provider, List<TimeWindow> intervals) {
        return new Group(provider == null ? "" : provider, intervals);
    }

    private static TimeWindow window(SessionOfDocument session) {
        return new TimeWindow(
                OffsetDateTime.parse(session.start()).toInstant(),
                OffsetDateTime.parse(session.end()).toInstant());
    }

    private NightDocument read(StoredNight night) {
        return json.readValue(night.document(), NightDocument.class);
    }
}
