package dev.cohort.contacts.importing;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Says what each column of a file stands for. A mapping goes first; then a name is a selector ({@code firstName},
 * {@code first_name}, {@code fields.party}), the key of a field or its label, in this order and whatever its case.
 */
final class Columns {

    static final String FIELD_PREFIX = "fields.";
    static final List<String> HOT =
            List.of("externalId", "firstName", "lastName", "displayName", "email", "phone", "company", "address");

    static final List<String> READ_ONLY = List.of("version", "createdAt", "updatedAt");
    private static final int LONGEST_KEY = 63;

    private final Map<String, @Nullable String> mapping;
    private final boolean createFields;
    private final Map<String, Target> selectors = new HashMap<>();
    private final Map<String, List<AttributeDefinition>> labels = new HashMap<>();
    private final Map<String, Target> known = new LinkedHashMap<>();
    private final Set<String> keysInUse = new HashSet<>();

    /** {@code mapping}: column to selector, or to null for a column that is not read. */
    Columns(AttributeCatalog catalog, Map<String, @Nullable String> mapping, boolean createFields) {
        this.mapping = mapping;
        this.createFields = createFields;
        for (AttributeDefinition field : catalog.active()) {
            selectors.put(field.key(), new Target.Field(field));
            labels.computeIfAbsent(plain(field.label()), label -> new ArrayList<>())
                    .add(field);
        }
        catalog.definitions().forEach(field -> keysInUse.add(field.key()));
        READ_ONLY.forEach(name -> putWithSnakeCase(name, new Target.Ignored()));
        HOT.forEach(name -> putWithSnakeCase(name, new Target.Hot(name)));
        selectors.put("id", new Target.Id());
        catalog.active().forEach(field -> selectors.put(FIELD_PREFIX + field.key(), new Target.Field(field)));
    }

    /**
     * What each column of {@code header} stands for.
     *
     * @throws ProblemException 400 naming every column that stands for nothing, or for what another stands for
     */
    List<Target> of(List<String> header) {
        List<FieldError> errors = new ArrayList<>();
        List<Target> targets = new ArrayList<>();
        Map<Target, String> taken = new HashMap<>();
        for (String column : header) {
            Target target = column.isEmpty() ? new Target.Ignored() : target(column, errors);
            String other = target instanceof Target.Ignored ? null : taken.putIfAbsent(target, column);
            if (other != null) {
                errors.add(error(
                        column,
                        "duplicate-column",
                        "The columns \"" + shown(other) + "\" and \"" + shown(column) + "\" stand for the same."));
            }
            known.put(column, target);
            targets.add(target);
        }
        if (!header.isEmpty()) {
            mapping.keySet().stream()
                    .filter(column ->
                            header.stream().noneMatch(name -> plain(name).equals(plain(column))))
                    .forEach(column -> errors.add(
                            error(column, "unknown-column", "The file has no column \"" + shown(column) + "\".")));
        }
        if (!errors.isEmpty()) {
            throw refused(errors);
        }
        return targets;
    }

    /** As {@link #of(List)} for a file whose rows name their columns; remembers each column. */
    Target of(String column) {
        Target target = known.get(column);
        if (target == null) {
            List<FieldError> errors = new ArrayList<>();
            target = target(column, errors);
            if (!errors.isEmpty()) {
                throw refused(errors);
            }
            known.put(column, target);
        }
        return target;
    }

    /** The field that the import is to create for a column; null if it creates none. */
    @Nullable
    Target createsFieldFor(String column) {
        return createFields && of(column) instanceof Target.NewField created ? created : null;
    }

    /**
     * The selector that identifies a row.
     *
     * @throws ProblemException 400 if it is none
     */
    Target key(String selector) {
        Target target = named(selector);
        if (target instanceof Target.Hot || target instanceof Target.Field || target instanceof Target.Id) {
            return target;
        }
        throw ProblemException.badParameter(
                "key", "unknown-selector", "The key \"" + shown(selector) + "\" is no selector of a contact.");
    }

    /** A name as messages repeat it. */
    static String shown(String name) {
        return name.length() <= 80 ? name : name.substring(0, name.offsetByCodePoints(0, 40)) + "…";
    }

    private Target target(String column, List<FieldError> errors) {
        for (Map.Entry<String, @Nullable String> mapped : mapping.entrySet()) {
            if (plain(mapped.getKey()).equals(plain(column))) {
                return mapped(column, mapped.getValue(), errors);
            }
        }
        Target target = named(column);
        if (target != null) {
            return target;
        }
        List<AttributeDefinition> fields = labels.getOrDefault(plain(column), List.of());
        if (fields.size() == 1) {
            return new Target.Field(fields.getFirst());
        }
        if (fields.size() > 1) {
            errors.add(error(
                    column,
                    "ambiguous-column",
                    "The column \"" + shown(column) + "\" is the label of several fields: "
                            + fields.stream().map(AttributeDefinition::key).toList() + ". Name it by a key."));
        } else if (createFields) {
            return new Target.NewField(newKey(column), column);
        } else {
            errors.add(error(
                    column,
                    "unknown-column",
                    "The column \"" + shown(column) + "\" is no selector, key or label of a field. Map it, map it to"
                            + " null to leave it out, or let the import create fields."));
        }
        return new Target.Ignored();
    }

    private Target mapped(String column, @Nullable String selector, List<FieldError> errors) {
        if (selector == null) {
            return new Target.Ignored();
        }
        Target target = named(selector);
        if (target == null) {
            errors.add(error(column, "unknown-selector", "\"" + shown(selector) + "\" is no selector of a contact."));
            return new Target.Ignored();
        }
        return target;
    }

    private @Nullable Target named(String selector) {
        return selectors.get(plain(selector));
    }

    /** A free key that looks like the column's name. */
    private String newKey(String column) {
        String plain = column.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        String start = plain.isEmpty() || !Character.isLetter(plain.charAt(0)) ? "field_" + plain : plain;
        start = start.substring(0, Math.min(start.length(), LONGEST_KEY - 4));
        String key = start;
        for (int n = 2; !keysInUse.add(key) || selectors.containsKey(key); n++) {
            key = start + "_" + n;
        }
        return key;
    }

    private void putWithSnakeCase(String name, Target target) {
        selectors.put(plain(name), target);
        selectors.put(plain(name.replaceAll("([A-Z])", "_$1")), target);
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static FieldError error(String column, String code, String message) {
        return new FieldError("/columns/" + column.replace("~", "~0").replace("/", "~1"), code, message);
    }

    private static ProblemException refused(List<FieldError> errors) {
        String detail = errors.size() == 1
                ? errors.getFirst().message()
                : errors.size() + " columns cannot be read; the first: "
                        + errors.getFirst().message();
        return new ProblemException(HttpStatus.BAD_REQUEST, "unknown-column", detail, errors);
    }
}
