package dev.cohort.sleep.series;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.page.Page;
import dev.cohort.kernel.page.PageSize;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.sleep.KnownPersons;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Samples in and out. */
@RestController
@RequestMapping("/api/v1/people/{personId}/samples")
class SamplesController {

    private static final Duration AHEAD = Duration.ofHours(24);
    private static final int MAX_ITEMS = 10_000;

    private final RecordSamples record;
    private final SeriesPages pages;
    private final KnownPersons persons;
    private final Clock clock;

    SamplesController(RecordSamples record, SeriesPages pages, KnownPersons persons, Clock clock) {
        this.record = record;
        this.pages = pages;
        this.persons = persons;
        this.clock = clock;
    }

    /** How many of the samples were new, replaced another value, or were there; and those that were not taken. */
    record Recorded(int accepted, int replaced, int unchanged, List<SamplesIn.Rejected> rejected) {}

    @QueryBudget(statements = 7, transactions = 1)
    @PostMapping
    Recorded record(Caller caller, @PathVariable String personId, @RequestBody SamplesIn body) {
        PersonId person = RequestValues.person(personId);
        SamplesIn.Read read = body.read(clock.instant().plus(AHEAD).getEpochSecond());
        SampleOutcome outcome = record.record(caller.tenant(), person, read);
        return new Recorded(outcome.accepted(), outcome.replaced(), outcome.unchanged(), read.rejected());
    }

    /** Statements: the person, the person's settings if they are needed, the page. */
    @QueryBudget(statements = 3, transactions = 0)
    @GetMapping
    Page<SeriesItem> list(
            Caller caller,
            @PathVariable String personId,
            @RequestParam @Nullable String type,
            @RequestParam @Nullable String from,
            @RequestParam @Nullable String to,
            @RequestParam(defaultValue = "raw") String resolution,
            @RequestParam @Nullable String provider,
            @RequestParam @Nullable String limit,
            @RequestParam @Nullable String cursor) {
        PersonId person = RequestValues.person(personId);
        var asked = new SeriesPages.Asked(
                RequestValues.type(type, "/type"),
                Resolution.of(resolution).orElseThrow(() -> SeriesPages.unknownResolution(resolution)),
                from,
                to,
                provider == null ? null : RequestValues.provider(provider, "/provider"),
                PageSize.of(limit, MAX_ITEMS),
                cursor);
        asked.range();
        if (!persons.isKnown(caller.tenant(), person)) {
            throw RequestValues.noSuchPerson();
        }
        return pages.page(caller.tenant(), person, asked);
    }
}
