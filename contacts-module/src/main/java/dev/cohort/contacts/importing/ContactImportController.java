package dev.cohort.contacts.importing;

import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.job.Jobs;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Takes files of contacts. What its header shows to be wrong is answered at once; the rest is the job's. */
@RestController
class ContactImportController {

    private final Jobs jobs;
    private final AttributeCatalogs catalogs;
    private final JsonMapper json;

    ContactImportController(Jobs jobs, AttributeCatalogs catalogs, JsonMapper json) {
        this.jobs = jobs;
        this.catalogs = catalogs;
        this.json = json;
    }

    /** One insert for each MiB of the file. */
    @QueryBudget(selects = 3)
    @PostMapping("/api/v1/contacts/imports")
    ResponseEntity<Map<String, String>> start(
            Caller caller,
            HttpServletRequest request,
            @RequestParam MultipartFile file,
            @RequestParam(required = false) @Nullable String mapping,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean createFields,
            @RequestParam(defaultValue = "false") boolean clearEmpty)
            throws IOException {
        if (createFields && !request.isUserInRole("ADMINISTRATOR")) {
            throw new ProblemException(
                    HttpStatus.FORBIDDEN, "forbidden", "Only an administrator may create fields; import without.");
        }
        var asked = new ImportRequest(
                format(file),
                mapping(mapping),
                key == null ? ImportRequest.DEFAULT_KEY : key,
                dryRun,
                createFields,
                clearEmpty);
        check(caller, asked, key, file);
        long job;
        try (InputStream upload = file.getInputStream()) {
            job = jobs.start(caller, ImportJob.NAME, ImportJob.input(asked), upload);
        }
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .location(URI.create(Jobs.path(job)))
                .body(Map.of("id", Tsid.text(job)));
    }

    private static FileFormat format(MultipartFile file) throws IOException {
        try (InputStream start = file.getInputStream()) {
            return FileFormat.of(file.getOriginalFilename(), start);
        }
    }

    private void check(Caller caller, ImportRequest asked, @Nullable String key, MultipartFile file)
            throws IOException {
        var columns = new Columns(catalogs.reload(caller.tenant()), asked.mapping(), asked.createFields());
        Target identity = columns.key(asked.key());
        try (RowSource source = asked.format().open(file.getInputStream())) {
            List<Target> targets = columns.of(source.header());
            if (key != null && !targets.isEmpty() && !targets.contains(identity)) {
                throw ProblemException.badParameter(
                        "key",
                        "missing-key-column",
                        "No column of the file stands for the key \"" + Columns.shown(key) + "\".");
            }
        }
    }

    private Map<String, @Nullable String> mapping(@Nullable String text) {
        Map<String, @Nullable String> mapping = new LinkedHashMap<>();
        if (text == null || text.isBlank()) {
            return mapping;
        }
        try {
            JsonNode object = json.readTree(text);
            if (!object.isObject()) {
                throw malformed();
            }
            for (Map.Entry<String, JsonNode> column : object.properties()) {
                if (!column.getValue().isNull() && !column.getValue().isString()) {
                    throw malformed();
                }
                mapping.put(
                        column.getKey(),
                        column.getValue().isNull() ? null : column.getValue().stringValue());
            }
            return mapping;
        } catch (JacksonException notJson) {
            throw malformed();
        }
    }

    private static ProblemException malformed() {
        return ProblemException.badParameter(
                "mapping", "malformed-mapping", "mapping takes a JSON object of columns and selectors (or null).");
    }
}
