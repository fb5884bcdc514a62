package dev.cohort.contacts.attribute;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.web.EntityTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/** Defines, changes, retires and restores a tenant's fields. A change is effective at once and runs no DDL. */
@Component
public class FieldDefinitions {

    /** How many fields a tenant has in use at most. */
    public static final int MOST_ACTIVE = 500;

    private static final int MOST_EVER = 10_000;

    private final DefinitionRows rows;
    private final DefinitionWrites writes;
    private final CatalogLock lock;

    FieldDefinitions(DefinitionRows rows, DefinitionWrites writes, CatalogLock lock) {
        this.rows = rows;
        this.writes = writes;
        this.lock = lock;
    }

    /**
     * The field of a POST. Four statements.
     *
     * @throws ProblemException 400 and 422 as the body has it, 409 if the key is taken, 422 at 500 active fields
     */
    @Transactional
    public AttributeDefinition create(Caller caller, JsonNode body) {
        AttributeCatalog catalog = locked(caller.tenant());
        AttributeDefinition field = create(caller.tenant(), catalog, body, false);
        writes.raise(caller.tenant());
        return field;
    }

    /**
     * Lays a file of definitions over the fields: those that are not there are created; fields that exist keep their
     * definition. A dry run, or a file with anything wrong in it, changes nothing.
     *
     * @param items what an export holds under {@code items}
     * @return each field of the file with what happens to it
     */
    @Transactional
    public List<DefinitionChange> define(Caller caller, JsonNode items, boolean dryRun) {
        AttributeCatalog catalog = locked(caller.tenant());
        List<DefinitionChange> changes = new ArrayList<>();
        if (!items.isArray()) {
            throw ProblemException.badRequest("wrong-type", "items takes an array of fields.");
        }
        for (JsonNode item : items) {
            JsonNode key = item.get("key");
            Optional<AttributeDefinition> there = key == null ? Optional.empty() : catalog.definition(key.asString(""));
            if (there.isPresent()) {
                changes.add(DefinitionChange.kept(there.get(), item, rows.region()));
                continue;
            }
            AttributeDefinition created = dryRun
                    ? FieldRequest.create(item, nextOrder(catalog), rows.region(), true)
                    : create(caller.tenant(), catalog, item, true);
            catalog = catalog.with(created);
            changes.add(DefinitionChange.created(created));
        }
        boolean anything = changes.stream().anyMatch(change -> change.outcome().equals("created"));
        if (anything && !dryRun) {
            writes.raise(caller.tenant());
        }
        return changes;
    }

    /**
     * The field after a PATCH; a change that changes nothing writes nothing and keeps the version.
     *
     * @throws ProblemException 404, 428 and 412, 400 and 422; 409 during a conversion, and
     *     409 with the values if {@code unique} is turned on while
     *     contacts share values
     */
    @Transactional
    public AttributeDefinition change(Caller caller, String key, @Nullable String ifMatch, JsonNode body) {
        AttributeCatalog catalog = locked(caller.tenant());
        AttributeDefinition before = changeable(catalog, key);
        EntityTags.require(ifMatch, before.version());
        AttributeDefinition after = FieldRequest.change(body, before);
        if (after.equals(before)) {
            return before;
        }
        AttributeDefinition next = version(after, before.version() + 1, before.retired());
        if (next.unique() && !before.unique()) {
            refuseDuplicates(caller.tenant(), next);
        }
        writes.update(caller.tenant(), next);
        if (next.unique() != before.unique()) {
            writes.holdUnique(caller.tenant(), next);
        }
        if (!next.options().equals(before.options())) {
            writes.rank(caller.tenant(), next);
        }
        writes.raise(caller.tenant());
        return next;
    }

    /** Takes a field out of use, or back into it. Its values stay as they are. Nothing to do is fine. */
    @Transactional
    public void retire(Caller caller, String key, @Nullable String ifMatch, boolean retired) {
        AttributeCatalog catalog = locked(caller.tenant());
        AttributeDefinition before = changeable(catalog, key);
        EntityTags.allow(ifMatch, before.version());
        if (before.retired() == retired) {
            return;
        }
        if (!retired) {
            checkRoom(catalog);
        }
        writes.update(caller.tenant(), version(before, before.version() + 1, retired));
        writes.raise(caller.tenant());
    }

    /** Changes a definition as {@code how} says, in the caller's transaction, which holds the lock alone. */
    void rewrite(TenantId tenant, AttributeDefinition before, UnaryOperator<AttributeDefinition> how) {
        writes.update(tenant, version(how.apply(before), before.version() + 1, before.retired()));
        writes.raise(tenant);
    }

    private AttributeCatalog locked(TenantId tenant) {
        lock.alone(tenant);
        return rows.catalog(tenant);
    }

    private AttributeDefinition create(TenantId tenant, AttributeCatalog catalog, JsonNode body, boolean restored) {
        AttributeDefinition draft = FieldRequest.create(body, nextOrder(catalog), rows.region(), restored);
        if (catalog.definition(draft.key()).isPresent()) {
            var taken = new ProblemException.FieldError(
                    "/key", "taken", "There is a field with the key " + draft.key() + " already.");
            throw Errors.problem(HttpStatus.CONFLICT, List.of(taken));
        }
        checkRoom(catalog);
        AttributeDefinition field = writes.withId(draft, catalog.nextId());
        writes.insert(tenant, field);
        return field;
    }

    private static void checkRoom(AttributeCatalog catalog) {
        if (catalog.active().size() >= MOST_ACTIVE || catalog.definitions().size() >= MOST_EVER) {
            var errors = new Errors();
            errors.invalid(
                    "/key",
                    "too-many-fields",
                    "A tenant has at most " + MOST_ACTIVE + " fields in use; retire one first.");
            errors.check();
        }
    }

    private void refuseDuplicates(TenantId tenant, AttributeDefinition field) {
        List<ProblemException.FieldError> duplicates = writes.duplicates(tenant, field);
        if (!duplicates.isEmpty()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "duplicate-values",
                    "Contacts share values of " + field.key() + ", so it cannot become unique: "
                            + duplicates.getFirst().message(),
                    duplicates);
        }
    }

    private static int nextOrder(AttributeCatalog catalog) {
        return 1
                + catalog.definitions().stream()
                        .mapToInt(AttributeDefinition::order)
                        .max()
                        .orElse(0);
    }

    static AttributeDefinition existing(AttributeCatalog catalog, String key) {
        return catalog.definition(key).orElseThrow(() -> ProblemException.notFound("field"));
    }

    private static AttributeDefinition changeable(AttributeCatalog catalog, String key) {
        AttributeDefinition field = existing(catalog, key);
        if (catalog.aside(key, Standing.COMING).isPresent()) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "conversion-running",
                    "The field " + key + " is being converted; change it when that has ended, or revert it.");
        }
        return field;
    }

    private static AttributeDefinition version(AttributeDefinition field, long version, boolean retired) {
        return new AttributeDefinition(
                field.id(),
                field.key(),
                field.label(),
                field.type(),
                field.required(),
                field.unique(),
                field.multiple(),
                field.searchable(),
                field.options(),
                field.constraints(),
                field.defaultValue(),
                field.order(),
                retired,
                version,
                field.region());
    }
}
