package dev.cohort.sleep.importing;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.job.Jobs;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.sleep.KnownPersons;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes a person's file from a wearable and imports it as a job. */
@RestController
class SleepImportController {

    private final KnownPersons persons;
    private final Jobs jobs;
    private final Clock clock;

    SleepImportController(KnownPersons persons, Jobs jobs, Clock clock) {
        this.persons = persons;
        this.jobs = jobs;
        this.clock = clock;
    }

    @QueryBudget(selects = 2, updates = 0, deletes = 0)
    @PostMapping("/api/v1/people/{personId}/imports")
    ResponseEntity<Map<String, String>> start(
            Caller caller,
            @PathVariable String personId,
            @RequestParam @Nullable String format,
            @RequestParam @Nullable String zone,
            @RequestParam @Nullable MultipartFile file)
            throws IOException {
        PersonId person = PersonId.parse(personId)
                .filter(known -> persons.isKnown(caller.tenant(), known))
                .orElseThrow(() -> ProblemException.notFound("person"));
        ImportFormat wanted = format(format);
        ZoneId inZone = zone(zone, wanted);
        if (file == null) {
            throw ProblemException.badRequest("missing-file", "The part 'file' with the file is missing.");
        }
        String input = new ImportInput(person, wanted, inZone, clock.instant()).text();
        try (InputStream content = file.getInputStream()) {
            String job = Jobs.path(jobs.start(caller, SleepImportJob.NAME, input, content));
            return ResponseEntity.status(HttpStatus.ACCEPTED)
                    .location(URI.create(job))
                    .body(Map.of("id", job.substring(job.lastIndexOf('/') + 1)));
        }
    }

    private static ImportFormat format(@Nullable String format) {
        return ImportFormat.of(format == null ? "" : format)
                .orElseThrow(() -> ProblemException.badRequest(
                        "unknown-format",
                        "The format "
                                + (format == null ? "is missing" : "'" + Texts.shortened(format, 50) + "' is unknown")
                                + "; it is one of " + String.join(", ", ImportFormat.codes()) + "."));
    }

    private static @Nullable ZoneId zone(@Nullable String zone, ImportFormat format) {
        if (zone == null || zone.isBlank()) {
            if (format.needsZone()) {
                throw ProblemException.badRequest(
                        "missing-zone",
                        "Files of the format " + format.code()
                                + " have wall-clock times: the parameter zone must name their zone, like"
                                + " America/New_York.");
            }
            return null;
        }
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException unknown) {
            throw ProblemException.badRequest(
                    "unknown-zone",
                    "The zone '" + Texts.shortened(zone, 50) + "' is unknown; name one like America/New_York.");
        }
    }
}
