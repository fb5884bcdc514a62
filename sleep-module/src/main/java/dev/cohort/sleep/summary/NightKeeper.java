package dev.cohort.sleep.summary;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.time.TimeWindow;
import dev.cohort.sleep.night.Night;
import dev.cohort.sleep.night.Spans.Span;
import dev.cohort.sleep.series.LateSample;
import dev.cohort.sleep.series.NightStatistics;
import dev.cohort.sleep.series.NightStatistics.Group;
import dev.cohort.sleep.series.NightSums;
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
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        List<KeptNight> stored = new ArrayList<>();
        LocalDate first = dates.stream().min(LocalDate::compareTo).orElseThrow();
        LocalDate last = dates.stream().max(LocalDate::compareTo).orElseThrow();
        for (StoredNight night : table.page(tenant, person, first, last, false, Integer.MAX_VALUE)) {
            if (dates.contains(night.date())) {
                stored.add(new KeptNight(night.date(), night.document(), null));
            }
        }
        remake(tenant, person, KeptNight.TYPES, stored);
    }

    @Override
    public void changed(TenantId tenant, PersonId person, String provider, SeriesType type, List<TimeWindow> spans) {
        if (!KeptNight.TYPES.contains(type) || spans.isEmpty()) {
            return;
        }
        var reach =
                new TimeWindow(spans.getFirst().start(), spans.getLast().end().plusSeconds(1));
        List<KeptNight> touched = new ArrayList<>();
        for (KeptNight night : table.reaching(tenant, person, provider, reach)) {
            if (group(read(night)).intervals().stream().anyMatch(window -> touches(window, spans))) {
                touched.add(night);
            }
        }
        remake(tenant, person, List.of(type), touched);
    }

    /** Adds the sample to the sums of the night that it lies in, where its neighbours suffice for that. */
    @Override
    public void changed(TenantId tenant, PersonId person, String provider, SeriesType type, LateSample sample) {
        if (!KeptNight.TYPES.contains(type)) {
            return;
        }
        Instant at = Instant.ofEpochSecond(sample.second());
        List<KeptNight> changed = new ArrayList<>();
        List<KeptNight> anew = new ArrayList<>();
        for (KeptNight night : table.reaching(tenant, person, provider, new TimeWindow(at, at.plusSeconds(1)))) {
            NightDocument document = read(night);
            Group group = group(document);
            NightSums before = night.sums() == null ? null : night.sums().get(type);
            NightSums after = before == null ? null : before.with(sample, group.disjoint());
            if (after == null) {
                anew.add(night);
            } else if (!after.equals(before)) {
                changed.add(night.with(
                        type,
                        after,
                        json.writeValueAsString(document.with(type.code(), Average.of(group.statistic(after))))));
            }
        }
        remake(tenant, person, List.of(type), anew);
        if (!changed.isEmpty()) {
            table.change(tenant, person, changed);
        }
    }

    private static boolean touches(TimeWindow window, List<TimeWindow> spans) {
        return spans.stream()
                .anyMatch(span ->
                        !span.start().isAfter(window.end()) && !span.end().isBefore(window.start()));
    }

    /** A night that was stored before sums were kept has all its types added up. */
    private void remake(TenantId tenant, PersonId person, List<SeriesType> some, List<KeptNight> stored) {
        if (stored.isEmpty()) {
            return;
        }
        List<SeriesType> types = stored.stream().allMatch(night -> night.sums() != null) ? some : KeptNight.TYPES;
        List<NightDocument> documents = stored.stream().map(this::read).toList();
        List<Group> groups = documents.stream().map(NightKeeper::group).toList();
        List<Map<SeriesType, NightSums>> sums = statistics.of(tenant, person, types, groups);
        List<Map<String, Average>> averages =
                averages(tenant, person, stored.stream().map(KeptNight::date).toList(), groups, sums);
        List<KeptNight> changed = new ArrayList<>();
        for (int i = 0; i < stored.size(); i++) {
            KeptNight before = stored.get(i);
            NightDocument document = documents.get(i);
            for (Map.Entry<String, Average> average : averages.get(i).entrySet()) {
                document = document.with(average.getKey(), average.getValue());
            }
            Map<SeriesType, NightSums> all = new EnumMap<>(SeriesType.class);
            if (before.sums() != null) {
                all.putAll(before.sums());
            }
            all.putAll(sums.get(i));
            KeptNight after = new KeptNight(before.date(), json.writeValueAsString(document), all);
            if (!after.equals(before)) {
                changed.add(after);
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
        List<Group> groups = there.stream().map(NightKeeper::group).toList();
        List<Map<SeriesType, NightSums>> sums = statistics.of(tenant, person, KeptNight.TYPES, groups);
        List<Map<String, Average>> averages =
                averages(tenant, person, there.stream().map(Night::date).toList(), groups, sums);
        List<NightTable.Row> rows = new ArrayList<>();
        for (int i = 0; i < there.size(); i++) {
            Night night = there.get(i);
            List<Span> intervals = night.mainIntervals();
            rows.add(new NightTable.Row(
                    night.date(),
                    night.source() == null ? null : night.source().provider(),
                    intervals.isEmpty() ? null : (Long) intervals.getFirst().start(),
                    intervals.isEmpty() ? null : (Long) intervals.getLast().end(),
                    json.writeValueAsString(NightDocument.of(night, averages.get(i))),
                    sums.get(i)));
        }
        table.put(tenant, person, rows);
    }

    /** What the sums give, in the order of the nights. One statement if a night lacks some, for its daily values. */
    private List<Map<String, Average>> averages(
            TenantId tenant,
            PersonId person,
            List<LocalDate> dates,
            List<Group> groups,
            List<Map<SeriesType, NightSums>> sums) {
        boolean allMeasured =
                sums.stream().allMatch(night -> night.values().stream().allMatch(one -> one.samples() > 0));
        Map<DailyValues.Key, Integer> daily = allMeasured ? Map.of() : dailyValues.of(tenant, person, dates);
        List<Map<String, Average>> averages = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            LocalDate date = dates.get(i);
            Map<String, Average> night = new LinkedHashMap<>();
            sums.get(i).forEach((type, one) -> {
                Integer value =
                        one.samples() > 0 ? null : daily.get(new DailyValues.Key(date, type.code(), group.provider()));
                night.put(
                        type.code(),
                        value == null ? Average.of(group.statistic(one)) : Average.daily(value, group.provider()));
            });
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

    private NightDocument read(KeptNight night) {
        return json.readValue(night.document(), NightDocument.class);
    }
}
