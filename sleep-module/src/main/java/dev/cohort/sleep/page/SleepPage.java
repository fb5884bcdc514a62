package dev.cohort.sleep.page;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.sleep.KnownPersons;
import dev.cohort.sleep.summary.NightDocument;
import dev.cohort.sleep.summary.NightPages;
import dev.cohort.sleep.summary.NightsAround;
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

/** {@code GET /people/{id}/sleep}: a night, by default the last one there is, and the nights up to it. */
@Controller
@RequestMapping("/people/{personId}/sleep")
class SleepPage {

    private static final PageSize MANY = new PageSize(PageSize.MAX);
    private static final List<Integer> SPANS = List.of(7, 30, 90);

    private final KnownPersons persons;
    private final NightsAround around;
    private final NightPages pages;
    private final NightCharts charts;
    private final JsonMapper json;

    SleepPage(KnownPersons persons, NightsAround around, NightPages pages, NightCharts charts, JsonMapper json) {
        this.persons = persons;
        this.around = around;
        this.pages = pages;
        this.charts = charts;
        this.json = json;
    }

    /** At most four statements: the person, the nights around the date, the stages of its sessions, its traces. */
    @QueryBudget(statements = 4, transactions = 0)
    @GetMapping
    String page(
            Caller caller,
            @PathVariable String personId,
            @RequestParam(required = false) @Nullable String night,
            @RequestParam(defaultValue = "30") String days,
            Model model) {
        TenantId tenant = caller.tenant();
        PersonId person = person(personId);
        LocalDate asked = night == null || night.isBlank() ? null : date(night);
        int span = span(days);
        String name = persons.displayName(tenant, person).orElseThrow(() -> ProblemException.notFound("person"));
        model.addAttribute("person", personId);
        model.addAttribute("name", name);
        model.addAttribute("days", span);
        model.addAttribute("spans", SPANS);
        NightsAround.Around place = around.of(tenant, person, asked, 2 * span);
        LocalDate date = place.date();
        if (date == null) {
            return "sleep/none";
        }
        model.addAttribute("date", date);
        model.addAttribute("day", Words.day(date));
        model.addAttribute("earlier", place.earlier());
        model.addAttribute("later", place.later());
        List<NightDocument> nights = place.nights().stream().map(this::read).toList();
        nights.stream()
                .filter(one -> one.date().equals(date.toString()))
                .findFirst()
                .ifPresent(document -> {
                    model.addAttribute("night", new NightView(document));
                    model.addAttribute("charts", charts.of(tenant, person, document, place.zone()));
                });
        SleepTrends.Trends trend = SleepTrends.of(date, span, nights);
        List<TrendView> trends = TrendView.of(trend, nights);
        model.addAttribute("trends", trends);
        model.addAttribute("trend", trend);
        model.addAttribute("nights", NightRow.of(trend, nights));
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

    private List<NightDocument> nights(TenantId tenant, PersonId person, LocalDate from, LocalDate to) {
        return pages.page(tenant, person, new NightPages.Range(from, to, false), MANY, null).items().stream()
                .map(this::read)
                .toList();
    }

    private NightDocument read(StoredNight night) {
        return json.readValue(night.document(), NightDocument.class);
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
