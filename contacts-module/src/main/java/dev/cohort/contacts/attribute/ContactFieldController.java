package dev.cohort.contacts.attribute;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.job.Jobs;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.web.EntityTags;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** {@code /api/v1/contact-fields}: the tenant's fields. */
@RestController
class ContactFieldController {

    private static final String FIELDS = "/api/v1/contact-fields";
    private static final String FIELD = FIELDS + "/{key}";
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final AttributeCatalogs catalogs;
    private final FieldDefinitions definitions;
    private final FieldConversion conversion;
    private final ConvertField convert;

    ContactFieldController(
            AttributeCatalogs catalogs,
            FieldDefinitions definitions,
            FieldConversion conversion,
            ConvertField convert) {
        this.catalogs = catalogs;
        this.definitions = definitions;
        this.conversion = conversion;
        this.convert = convert;
    }

    /** Every field, retired ones too, in display order. */
    record FieldList(List<FieldView> items) {}

    /** What a file of definitions did or would do. */
    record DefinitionChanges(List<DefinitionChange> changes) {}

    @QueryBudget(statements = 1)
    @GetMapping(FIELDS)
    FieldList list(Caller caller) {
        return new FieldList(catalogs.reload(caller.tenant()).definitions().stream()
                .map(FieldView::of)
                .toList());
    }

    @QueryBudget(statements = 1)
    @GetMapping(FIELD)
    ResponseEntity<FieldView> one(
            Caller caller,
            @PathVariable String key,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch) {
        AttributeDefinition field = FieldDefinitions.existing(catalogs.reload(caller.tenant()), key);
        if (EntityTags.isKnown(ifNoneMatch, field.version())) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .eTag(EntityTags.of(field.version()))
                    .build();
        }
        return ResponseEntity.ok().eTag(EntityTags.of(field.version())).body(FieldView.of(field));
    }

    @QueryBudget(statements = 4)
    @PostMapping(FIELDS)
    ResponseEntity<FieldView> create(Caller caller, @RequestBody JsonNode body) {
        AttributeDefinition field = definitions.create(caller, body);
        return ResponseEntity.created(URI.create(FIELDS + "/" + field.key()))
                .eTag(EntityTags.of(field.version()))
                .body(FieldView.of(field));
    }

    @QueryBudget(statements = 6)
    @PatchMapping(
            path = FIELD,
            consumes = {MERGE_PATCH, "application/json"})
    ResponseEntity<FieldView> change(
            Caller caller,
            @PathVariable String key,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestBody JsonNode body) {
        AttributeDefinition field = definitions.change(caller, key, ifMatch, body);
        return ResponseEntity.ok().eTag(EntityTags.of(field.version())).body(FieldView.of(field));
    }

    @QueryBudget(statements = 4)
    @PostMapping(FIELD + "/retire")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retire(
            Caller caller,
            @PathVariable String key,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        definitions.retire(caller, key, ifMatch, true);
    }

    @QueryBudget(statements = 4)
    @PostMapping(FIELD + "/restore")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void restore(
            Caller caller,
            @PathVariable String key,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        definitions.retire(caller, key, ifMatch, false);
    }

    /** Takes what {@link #list} answers, of this tenant or another one. */
    @QueryBudget(maxRepeats = FieldDefinitions.MOST_ACTIVE)
    @PostMapping(FIELDS + "/definitions")
    DefinitionChanges define(
            Caller caller, @RequestBody JsonNode body, @RequestParam(defaultValue = "false") boolean dryRun) {
        JsonNode items = body.get("items");
        if (items == null || body.size() != 1) {
            throw ProblemException.badParameter(
                    "items", "wrong-type", "Definitions are an object with items, an array of fields.");
        }
        return new DefinitionChanges(definitions.define(caller, items, FieldDefinitions.Existing.CHANGE, dryRun));
    }

    record ConversionRequest(@Nullable String to, @Nullable Boolean dryRun) {}

    /** Tries a change of type, or starts it. */
    @QueryBudget(statements = 5)
    @PostMapping(FIELD + "/conversion")
    ResponseEntity<Object> convert(Caller caller, @PathVariable String key, @RequestBody ConversionRequest request) {
        String name = request.to() == null ? "" : request.to();
        AttributeType to = AttributeType.of(name)
                .orElseThrow(() -> ProblemException.badParameter(
                        "to", "unknown-type", "There is no type \"" + ValueRefused.shown(name) + "\" to convert to."));
        if (Boolean.TRUE.equals(request.dryRun())) {
            return ResponseEntity.ok(conversion.dryRun(caller, key, to));
        }
        long job = convert.start(caller, key, to);
        return ResponseEntity.accepted().location(URI.create(Jobs.path(job))).body(Map.of("id", Tsid.text(job)));
    }

    @QueryBudget(maxRepeats = 1_000)
    @PostMapping(FIELD + "/conversion/revert")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revertConversion(Caller caller, @PathVariable String key) {
        convert.revert(caller, key);
    }

    @QueryBudget(statements = 5)
    @PostMapping(FIELD + "/conversion/confirm")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirmConversion(Caller caller, @PathVariable String key) {
        convert.confirm(caller, key);
    }

    @QueryBudget(statements = 1)
    @GetMapping("/api/v1/contact-schema")
    Map<String, Object> schema(Caller caller) {
        return ContactSchema.of(catalogs.reload(caller.tenant()));
    }

    /** Limits and their use, by name. */
    @QueryBudget(statements = 1)
    @GetMapping("/api/v1/limits")
    Map<String, Use> limits(Caller caller) {
        int used = catalogs.reload(caller.tenant()).active().size();
        return Map.of("activeContactFields", new Use(used, FieldDefinitions.MOST_ACTIVE));
    }

    record Use(long used, long max) {}
}
