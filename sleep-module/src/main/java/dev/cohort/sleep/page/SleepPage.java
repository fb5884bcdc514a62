package dev.cohort.sleep.page;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.sleep.KnownPersons;
import dev.cohort.sleep.summary.NightDetail;
import dev.cohort.sleep.summary.NightDocument;
import dev.cohort.sleep.summary.NightPages;
import dev.cohort.sleep.summary.SleepTrends;
import dev.cohort.sleep.summary.StoredNight;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code GET /people/{id}/sleep}: a night, by default the last one there is, and the nights up to it. */
@Controller
@RequestMapping("/people/{personId}/sleep")
class SleepPage {

    private static final PageSize ONE = new PageSize(1);
    private static final PageSize MANY = new PageSize(PageSize.MAX);
    private static final List<Integer> SPANS = List.of(7, 30, 90);

    private final KnownPersons persons;
    private final NightPages pages;
    private final NightDetail details;
    private final SleepTrends trends;
    private final NightCharts charts;
    private final JsonMapper json;

    SleepPage(
            KnownPersons persons,
            NightPages pages,
            NightDetail details,
            SleepTrends trends,
            NightCharts charts,
            JsonMapper json) {
        this.persons = persons;
        this.pages = pages;
        this.details = details;
        this.trends = trends;
        this.charts = charts;
        this.json = json;
    }

    @QueryBudget(statements = 14, transactions = 0)
    @GetMapping
    String page(
            Caller caller,
            @PathVariable String personId,
            @RequestParam(required = false) @Nullable String night,
            @RequestParam(defaultValue = "30") String days,
            Model model) {
        TenantId tenant = caller.tenant();
        PersonId person = person(personId);
        String name = persons.displayName(tenant, person).orElseThrow(() -> ProblemException.notFound("person"));
        int span = span(days);
        model.addAttribute("person", personId);
        model.addAttribute("name", name);
        model.addAttribute("days", span);
        model.addAttribute("spans", SPANS);
        LocalDate date = night == null ? last(tenant, person) : date(night);
        if (date == null) {
            return "sleep/none";
        }
        model.addAttribute("date", date);
        model.addAttribute("day", Words.day(date));
        model.addAttribute("earlier", neighbour(tenant, person, new NightPages.Range(null, date.minusDays(1), true)));
        model.addAttribute("later", neighbour(tenant, person, new NightPages.Range(date.plusDays(1), null, false)));
        details.of(tenant, person, date).ifPresent(detail -> show(tenant, person, detail, model));
        List<NightDocument> nights = nights(tenant, person, date.minusDays(span - 1L), date);
        SleepTrends.Trends trend = trends.of(tenant, person, date, span);
        model.addAttribute("trends", TrendView.of(trend, nights));
        model.addAttribute("trend", trend);
        model.addAttribute(
                "nights", nights.reversed().stream().map(NightView::new).toList());
        return "sleep/page";
    }

    /** The nights of the span as CSV; what is unknown is an empty cell. */
    @QueryBudget(statements = 2, maxRepeats = 1, transactions = 0)
    @GetMapping("/nights.csv")
    ResponseEntity<String> csv(
            Caller caller,
            @PathVariable String personId,
            @RequestParam String night,
            @RequestParam(defaultValue = "30") String days) {
        LocalDate to = date(night);
        List<NightDocument> nights = nights(caller.tenant(), person(personId), to.minusDays(span(days) - 1L), to);
        String lines = nights.stream().map(SleepPage::line).collect(Collectors.joining("\r\n"));
        return ResponseEntity.ok()
                .header("Content-Type", "text/csv;charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"nights-" + to + ".csv\"")
                .body("date,start,end,asleepMinutes,awakeMinutes,inBedMinutes,efficiencyPercent,napMinutes,heartRate,"
                        + "provider\r\n" + lines + "\r\n");
    }

    private void show(TenantId tenant, PersonId person, ObjectNode detail, Model model) {
        ObjectNode stored = detail.deepCopy();
        stored.remove(List.of("stagesTimeline", "naps"));
        NightDocument document = json.treeToValue(stored, NightDocument.class);
        model.addAttribute("night", new NightView(document));
        model.addAttribute("charts", charts.of(tenant, person, document, detail.get("stagesTimeline")));
    }

    private List<NightDocument> nights(TenantId tenant, PersonId person, LocalDate from, LocalDate to) {
        return pages.page(tenant, person, new NightPages.Range(from, to, false), MANY, null).items().stream()
                .map(stored -> json.readValue(stored.document(), NightDocument.class))
                .toList();
    }

    private @Nullable LocalDate last(TenantId tenant, PersonId person) {
        return neighbour(tenant, person, new NightPages.Range(null, null, true));
    }

    private @Nullable LocalDate neighbour(TenantId tenant, PersonId person, NightPages.Range range) {
        return pages.page(tenant, person, range, ONE, null).items().stream()
                .findFirst()
                .map(StoredNight::date)
                .orElse(null);
    }

    private static String line(NightDocument night) {
        var average = night.averages().get("heart_rate");
        Object[] cells = {
            night.date(),
            night.start(),
            night.end(),
            night.asleepMinutes(),
            night.awakeMinutes(),
            night.inBedMinutes(),
            night.efficiencyPercent(),
            night.napMinutes(),
            average == null ? null : average.mean(),
            night.source() == null ? null : night.source().provider()
        };
        return Arrays.stream(cells).map(SleepPage::cell).collect(Collectors.joining(","));
    }

    /** A device's name could be read as a formula; a leading quote keeps it a text. */
    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (value instanceof String && text.matches("(?s)[=+\\-@\\t\\r'].*")) {
            text = "'" + text;
        }
        return text.matches("[\\w:+.'-]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }

    private static PersonId person(String text) {
        return PersonId.parse(text).orElseThrow(() -> ProblemException.notFound("person"));
    }

    private static int span(String days) {
        return SPANS.stream()
                .filter(one -> days.equals(one.toString()))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest("invalid-days", "days must be 7, 30 or 90."));
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException malformed) {
            String shown = text.length() > 20 ? text.substring(0, 20) : text;
            throw ProblemException.badRequest(
                    "invalid-date",
                    String.format(Locale.ROOT, "\"%s\" is no date; a night is written as 2026-05-14.", shown));
        }
    }
}
