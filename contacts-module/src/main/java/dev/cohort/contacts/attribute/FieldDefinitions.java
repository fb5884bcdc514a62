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
     * The field of a POST. Four statements, which neither wait for writers of values nor make them wait.
     *
     * @throws ProblemException 400 and 422 as the body has it, 409 if the key is taken, 422 at 500 active fields
     */
    @Transactional
    public AttributeDefinition create(Caller caller, JsonNode body) {
        AttributeCatalog catalog = lockedForMore(caller.tenant());
        AttributeDefinition field = create(caller.tenant(), catalog, body, false);
        writes.raise(caller.tenant());
        return field;
    }

    /** What a file of definitions does to fields that are there. */
    public enum Existing {
        KEEP,
        CHANGE
    }

    /**
     * Lays a file of definitions over the fields: those that are not there are created, the others are kept or changed.
     * A dry run, or a file with anything wrong in it, changes nothing. Two statements and for each field that changes
     * at most five.
     *
     * @param items what an export holds under {@code items}
     * @return each field of the file with what happens to it
     * @throws ProblemException 400, 409 and 422 as {@link #create} and {@link #change} have them; pointers lead into
     *     {@code /items/<n>}
     */
    @Transactional
    public List<DefinitionChange> define(Caller caller, JsonNode items, Existing existing, boolean dryRun) {
        AttributeCatalog catalog = existing == Existing.KEEP ? lockedForMore(caller.tenant()) : locked(caller.tenant());
        List<DefinitionChange> changes = new ArrayList<>();
        if (!items.isArray()) {
            throw ProblemException.badParameter("items", "wrong-type", "items takes an array of fields.");
        }
        boolean anything = false;
        for (int at = 0; at < items.size(); at++) {
            JsonNode item = items.get(at);
            try {
                JsonNode key = item.get("key");
                Optional<AttributeDefinition> there =
                        key == null ? Optional.empty() : catalog.definition(key.asString(""));
                if (there.isPresent()) {
                    changes.add(lay(caller.tenant(), catalog, item, existing, dryRun));
                } else {
                    AttributeDefinition created = dryRun
                            ? FieldRequest.create(item, nextOrder(catalog), rows.region(caller.tenant()), true)
                            : create(caller.tenant(), catalog, item, true);
                    catalog = catalog.with(created);
                    changes.add(DefinitionChange.created(created));
                    anything = true;
                }
            } catch (ProblemException refused) {
                throw Errors.under("/items/" + at, refused);
            }
            anything |= changes.getLast().isChange();
        }
        if (anything && !dryRun) {
            writes.raise(caller.tenant());
        }
        return changes;
    }

    private DefinitionChange lay(
            TenantId tenant, AttributeCatalog catalog, JsonNode item, Existing existing, boolean dryRun) {
        boolean changes = existing == Existing.CHANGE;
        String key = item.get("key").asString("");
        AttributeDefinition before = changes ? changeable(catalog, key) : existing(catalog, key);
        AttributeDefinition after = FieldRequest.restore(item, before);
        DefinitionChange change = DefinitionChange.of(before, after, changes);
        if (change.isChange()) {
            if (before.retired() && !after.retired()) {
                checkRoom(catalog);
            }
            AttributeDefinition next = after.withVersion(before.version() + 1, after.retired());
            if (!dryRun) {
                write(tenant, before, next);
            } else if (next.unique() && !before.unique()) {
                refuseDuplicates(tenant, next);
            }
        }
        return change;
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
        AttributeDefinition next = after.withVersion(before.version() + 1, before.retired());
        write(caller.tenant(), before, next);
        writes.raise(caller.tenant());
        return next;
    }

    private void write(TenantId tenant, AttributeDefinition before, AttributeDefinition next) {
        if (next.unique() && !before.unique()) {
            refuseDuplicates(tenant, next);
        }
        writes.update(tenant, next);
        if (next.unique() != before.unique()) {
            writes.holdUnique(tenant, next);
        }
        if (!next.options().equals(before.options())) {
            writes.rank(tenant, next);
        }
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
        writes.update(caller.tenant(), before.withVersion(before.version() + 1, retired));
        writes.raise(caller.tenant());
    }

    /** Changes a definition as {@code how} says, in the caller's transaction, which holds the lock alone. */
    void rewrite(TenantId tenant, AttributeDefinition before, UnaryOperator<AttributeDefinition> how) {
        writes.update(tenant, how.apply(before).withVersion(before.version() + 1, before.retired()));
        writes.raise(tenant);
    }

    private AttributeCatalog lockedForMore(TenantId tenant) {
        lock.defining(tenant);
        return rows.catalog(tenant);
    }

    private AttributeCatalog locked(TenantId tenant) {
        lock.alone(tenant);
        return rows.catalog(tenant);
    }

    private AttributeDefinition create(TenantId tenant, AttributeCatalog catalog, JsonNode body, boolean restored) {
        AttributeDefinition draft = FieldRequest.create(body, nextOrder(catalog), rows.region(tenant), restored);
        if (catalog.definition(draft.key()).isPresent()) {
            var taken = new ProblemException.FieldError(
                    "/key", "taken", "There is a field with the key " + draft.key() + " already.");
            throw Errors.problem(HttpStatus.CONFLICT, List.of(taken));
        }
        checkRoom(catalog);
        AttributeDefinition field = draft.withId(catalog.nextId());
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
}
