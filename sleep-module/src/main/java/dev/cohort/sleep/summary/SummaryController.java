package dev.cohort.sleep.summary;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.sleep.KnownPersons;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Nights: pages, one in detail, trends. */
@RestController
@RequestMapping("/api/v1/people/{personId}/sleep")
class SummaryController {

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    private final NightPages pages;
    private final NightDetail detail;
    private final SleepTrends trends;
    private final KnownPersons persons;

    SummaryController(NightPages pages, NightDetail detail, SleepTrends trends, KnownPersons persons) {
        this.pages = pages;
        this.detail = detail;
        this.trends = trends;
        this.persons = persons;
    }

    @QueryBudget(statements = 2, maxRepeats = 1, transactions = 0)
    @GetMapping("/summaries")
    Page<StoredNight> summaries(
            Caller caller,
            @PathVariable String personId,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String order,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        var range = new NightPages.Range(optionalDate("from", from), optionalDate("to", to), isDescending(order));
        if (range.from() != null && range.to() != null && range.from().isAfter(range.to())) {
            throw refused("from", "from " + from + " is after to " + to + ".");
        }
        return pages.page(caller.tenant(), parsed(personId), range, PageSize.of(limit), cursor);
    }

    @QueryBudget(statements = 4, maxRepeats = 1, transactions = 0)
    @GetMapping("/nights/{date}")
    ObjectNode night(Caller caller, @PathVariable String personId, @PathVariable String date) {
        LocalDate day = date("date", date);
        return detail.of(caller.tenant(), known(caller, personId), day)
                .orElseThrow(() -> ProblemException.notFound("night"));
    }

    @QueryBudget(statements = 3, maxRepeats = 1, transactions = 0)
    @GetMapping("/trends")
    SleepTrends.Trends trends(
            Caller caller,
            @PathVariable String personId,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String days) {
        LocalDate last = optionalDate("to", to);
        int span = switch (days == null ? "30" : days) {
            case "7" -> 7;
            case "30" -> 30;
            case "90" -> 90;
            default -> throw refused("days", "days must be 7, 30 or 90, not \"" + days + "\".");
        };
        return trends.of(caller.tenant(), known(caller, personId), last, span);
    }

    private static boolean isDescending(@Nullable String order) {
        return switch (order == null ? "desc" : order) {
            case "desc" -> true;
            case "asc" -> false;
            default -> throw refused("order", "order must be asc or desc, not \"" + order + "\".");
        };
    }

    private static @Nullable LocalDate optionalDate(String name, @Nullable String text) {
        return text == null ? null : date(name, text);
    }

    private static LocalDate date(String name, String text) {
        try {
            if (DATE.matcher(text).matches() && !text.startsWith("0000")) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException noSuchDate) {
            // Answered below.
        }
        throw refused(name, name + " must be a local date like 2026-03-03, not \"" + text + "\".");
    }

    private static ProblemException refused(String parameter, String message) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST,
                "invalid-parameter",
                message,
                List.of(new FieldError("/" + parameter, "invalid-parameter", message)));
    }

    private static PersonId parsed(String id) {
        return PersonId.parse(id).orElseThrow(() -> ProblemException.notFound("person"));
    }

    private PersonId known(Caller caller, String id) {
        PersonId person = parsed(id);
        if (!persons.isKnown(caller.tenant(), person)) {
            throw ProblemException.notFound("person");
        }
        return person;
    }
}
