package dev.cohort.contacts.bulk;

import dev.cohort.contacts.search.ContactStream;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.job.Jobs;
import dev.cohort.kernel.query.QueryBudget;
import java.net.URI;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code POST /api/v1/contacts/bulk}: what a filter or a patch gets wrong is answered here, the rest is the job's. */
@RestController
class BulkController {

    private final BulkPatch patches;
    private final ContactStream stream;
    private final Jobs jobs;
    private final JsonMapper json;

    BulkController(BulkPatch patches, ContactStream stream, Jobs jobs, JsonMapper json) {
        this.patches = patches;
        this.stream = stream;
        this.jobs = jobs;
        this.json = json;
    }

    /**
     * A dry run counts, in one statement. Else the filter is tried on its first 500 contacts and the job begins: four
     * statements, a few more when fields have changed.
     */
    @QueryBudget(statements = 3)
    @PostMapping("/api/v1/contacts/bulk")
    ResponseEntity<Map<String, Object>> change(Caller caller, @RequestBody JsonNode body) {
        BulkRequest request = BulkRequest.of(body);
        if (request.patch() != null) {
            patches.read(caller.tenant(), request.patch());
        }
        if (request.dryRun()) {
            return ResponseEntity.ok(Map.of("matching", stream.count(caller.tenant(), request.query())));
        }
        stream.nextIds(caller.tenant(), request.query(), null);
        long job = jobs.start(caller, BulkJob.NAME, json.writeValueAsString(request), null);
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .location(URI.create(Jobs.path(job)))
                .body(Map.of("id", Tsid.text(job)));
    }
}
