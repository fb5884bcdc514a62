package dev.cohort.sleep.session;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.sleep.KnownPersons;
import dev.cohort.sleep.night.Night.SessionOfNight;
import dev.cohort.sleep.night.Source;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Sessions in, corrected and out. */
@RestController
@RequestMapping("/api/v1/people/{personId}/sleep/sessions")
class SessionController {

    private final RecordSleepSession record;
    private final EditSleepSession edit;
    private final KnownPersons persons;

    SessionController(RecordSleepSession record, EditSleepSession edit, KnownPersons persons) {
        this.record = record;
        this.edit = edit;
        this.persons = persons;
    }

    /** One result for each session of the request, in order. */
    record Results(List<Result> results) {}

    /** What became of one session. */
    record Result(@Nullable String externalId, @Nullable String id, String status, List<FieldError> errors) {

        static Result of(SessionResult result) {
            return new Result(
                    result.externalId(), result.id(), result.status().name().toLowerCase(Locale.ROOT), result.errors());
        }
    }

    /** A session and what it is taken for. */
    record SessionAnswer(
            String id,
            Source source,
            String start,
            String end,
            @Nullable Integer asleepMinutes,
            @Nullable Integer inBedMinutes,
            boolean nap,
            boolean napInferred) {

        static SessionAnswer of(SessionOfNight session) {
            return new SessionAnswer(
                    Tsid.text(session.id()),
                    session.source(),
                    text(session.start()),
                    text(session.end()),
                    session.asleepMinutes(),
                    session.inBedMinutes(),
                    session.nap(),
                    session.napInferred());
        }

        private static String text(OffsetDateTime time) {
            return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
        }
    }

    @QueryBudget(statements = 10, transactions = 1)
    @PostMapping
    Results post(Caller caller, @PathVariable String personId, @RequestBody SessionsIn body) {
        PersonId person = person(caller, personId);
        List<SessionReader.Read> read = body.all();
        List<SessionIn> readable = new ArrayList<>();
        for (SessionReader.Read one : read) {
            if (one.session() != null) {
                readable.add(one.session());
            }
        }
        var recorded = record.record(caller.tenant(), person, readable).iterator();
        return new Results(read.stream()
                .map(one -> one.session() == null
                        ? new Result(one.externalId(), null, "rejected", one.errors())
                        : Result.of(recorded.next()))
                .toList());
    }

    @QueryBudget(statements = 13, transactions = 1)
    @PatchMapping("/{id}")
    SessionAnswer patch(
            Caller caller, @PathVariable String personId, @PathVariable String id, @RequestBody JsonNode body) {
        PersonId person = person(caller, personId);
        var errors = new SessionErrors();
        var fields = new JsonFields(body, "", Set.of("nap"), errors);
        Boolean nap = body.isObject() ? fields.truth("nap") : null;
        if (errors.isEmpty() && !body.has("nap")) {
            fields.error("/nap", "required", "The property nap is missing: true, false or null.");
        }
        refuse(errors);
        return SessionAnswer.of(edit.overrideNap(caller.tenant(), person, session(id), nap));
    }

    @QueryBudget(statements = 10, transactions = 1)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable String personId, @PathVariable String id) {
        edit.delete(caller.tenant(), person(caller, personId), session(id));
    }

    private static void refuse(SessionErrors errors) {
        if (!errors.isEmpty()) {
            FieldError first = errors.list().getFirst();
            throw new ProblemException(HttpStatus.BAD_REQUEST, first.code(), first.message(), errors.list());
        }
    }

    private PersonId person(Caller caller, String id) {
        return PersonId.parse(id)
                .filter(person -> persons.isKnown(caller.tenant(), person))
                .orElseThrow(() -> ProblemException.notFound("person"));
    }

    private static long session(String id) {
        return Tsid.parse(id).orElseThrow(() -> ProblemException.notFound("session"));
    }
}
