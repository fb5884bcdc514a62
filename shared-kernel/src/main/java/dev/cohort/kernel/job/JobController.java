package dev.cohort.kernel.job;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** How far a job is, what it refused, and its undoing. */
@RestController
class JobController {

    private final Jobs jobs;
    private final RunningJob.Storage storage;
    private final JobKinds kinds;

    JobController(Jobs jobs, RunningJob.Storage storage, JobKinds kinds) {
        this.jobs = jobs;
        this.storage = storage;
        this.kinds = kinds;
    }

    /** {@code undo} is the address that undoes it, while that can be done. */
    record JobView(
            String id,
            String kind,
            String status,
            long processed,
            @Nullable Long total,
            long created,
            long updated,
            long unchanged,
            long skipped,
            long failed,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt,
            @Nullable String message,
            @Nullable String undo,
            @Nullable String undoes) {}

    @QueryBudget(statements = 1, transactions = 0)
    @GetMapping("/api/v1/jobs/{id}")
    JobView job(Caller caller, @PathVariable String id, HttpServletRequest request) {
        return view(visible(caller, id, request));
    }

    @QueryBudget(inserts = 0, updates = 0, deletes = 0, copies = 0, transactions = 0)
    @GetMapping("/api/v1/jobs/{id}/errors")
    void errors(Caller caller, @PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JobTable.Job job = visible(caller, id, request);
        var csv = new CsvAnswer(response, "errors-" + id, List.of("row", "column", "value", "code", "message"));
        long last = 0;
        List<JobErrors.Stored> page;
        do {
            page = storage.errors().after(caller.tenant(), job.id(), last);
            for (JobErrors.Stored stored : page) {
                JobErrors.Reported error = stored.error();
                csv.line(
                        error.row() == null ? null : error.row().toString(),
                        error.column(),
                        error.value(),
                        error.code(),
                        error.message());
                last = stored.id();
            }
            csv.flush();
        } while (page.size() == JobErrors.PAGE);
    }

    /** {@code row,outcome} of each row, for jobs that report them: a dry run does. */
    @QueryBudget(inserts = 0, updates = 0, deletes = 0, copies = 0, transactions = 0)
    @GetMapping("/api/v1/jobs/{id}/outcomes")
    void outcomes(Caller caller, @PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        JobTable.Job job = visible(caller, id, request);
        var csv = new CsvAnswer(response, "outcomes-" + id, List.of("row", "outcome"));
        csv.flush();
        Optional<JobOutcomes.Stored> step = storage.outcomes().after(caller.tenant(), job.id(), 0);
        while (step.isPresent()) {
            for (int at = 0; at < step.get().rows().length; at++) {
                csv.line(step.get().rows()[at].toString(), step.get().outcomes()[at]);
            }
            csv.flush();
            step = storage.outcomes()
                    .after(caller.tenant(), job.id(), step.get().id());
        }
    }

    @QueryBudget(statements = 3, transactions = 1)
    @PostMapping("/api/v1/jobs/{id}/undo")
    ResponseEntity<Map<String, String>> undo(Caller caller, @PathVariable String id, HttpServletRequest request) {
        long undoing = jobs.undo(caller, visible(caller, id, request));
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .location(URI.create(Jobs.path(undoing)))
                .body(Map.of("id", Tsid.text(undoing)));
    }

    /** 404 for what is unknown, another tenant's, or of a kind that the caller's role does not reach. */
    private JobTable.Job visible(Caller caller, String id, HttpServletRequest request) {
        OptionalLong key = Tsid.parse(id);
        return (key.isPresent()
                        ? storage.table().find(caller.tenant(), key.getAsLong())
                        : Optional.<JobTable.Job>empty())
                .filter(job -> {
                    JobKind kind = kinds.byName().get(job.kind());
                    return kind != null && request.isUserInRole(kind.role());
                })
                .orElseThrow(() -> ProblemException.notFound("job"));
    }

    private JobView view(JobTable.Job job) {
        JobCounts counts = job.counts();
        boolean canUndo = jobs.whyNotUndo(job) == null;
        return new JobView(
                Tsid.text(job.id()),
                job.kind(),
                job.status(),
                counts.processed(),
                job.total(),
                counts.created(),
                counts.updated(),
                counts.unchanged(),
                counts.skipped(),
                counts.failed(),
                job.startedAt(),
                job.finishedAt(),
                job.message(),
                canUndo ? Jobs.path(job.id()) + "/undo" : null,
                job.undoes() == null ? null : Tsid.text(job.undoes()));
    }
}
