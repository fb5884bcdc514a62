package dev.cohort.contacts.attribute;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads what a request says about a field and lays it over what the field is. Everything wrong is gathered; the result
 * counts only if nothing was.
 */
final class FieldRequest {

    private static final Set<String> CREATABLE = Set.of(
            "key",
            "type",
            "label",
            "required",
            "unique",
            "multiple",
            "searchable",
            "options",
            "constraints",
            "default",
            "order");
    private static final Set<String> CHANGEABLE =
            Set.of("label", "required", "unique", "searchable", "options", "constraints", "default", "order");
    private static final Set<String> SHOWN = Set.of("retired", "version");
    private static final int LONGEST_LABEL = 200;

    private final JsonNode body;
    private final Errors errors = new Errors();
    private boolean byLabel;

    private FieldRequest(JsonNode body) {
        this.body = body;
    }

    /**
     * The definition that a POST describes, with id 0.
     *
     * @param restored whether {@code retired} and {@code version}, which an export holds, are passed over
     */
    static AttributeDefinition create(JsonNode body, int order, String region, boolean restored) {
        var request = new FieldRequest(body);
        request.names(CREATABLE, restored ? SHOWN : Set.of());
        String key = request.key();
        AttributeType type = request.type();
        request.errors.check();
        var empty = new AttributeDefinition(
                0,
                key,
                key,
                type,
                false,
                false,
                request.flag("multiple", false),
                false,
                List.of(),
                AttributeConstraints.NONE,
                null,
                order,
                false,
                1,
                region);
        return request.over(empty);
    }

    /** The definition after a PATCH: what the body does not name stays. */
    static AttributeDefinition change(JsonNode body, AttributeDefinition field) {
        var request = new FieldRequest(body);
        request.names(CHANGEABLE, Set.of());
        request.errors.check();
        return request.over(field);
    }

    /**
     * The field as a file has it: what the file does not name stays. Its type and whether it is multiple are the
     * file's; where they are others than the field's, the rest of the file counts for nothing. Options are known by
     * their labels, because the file may come from another tenant.
     */
    static AttributeDefinition restore(JsonNode body, AttributeDefinition field) {
        var request = new FieldRequest(body);
        request.names(CREATABLE, SHOWN);
        AttributeType type = body.has("type") ? request.type() : field.type();
        boolean multiple = request.flag("multiple", field.multiple());
        boolean retired = request.flag("retired", field.retired());
        request.errors.check();
        if (type != field.type() || multiple != field.multiple()) {
            return field.ofShape(type, multiple);
        }
        request.byLabel = true;
        return request.over(field).withVersion(field.version(), retired);
    }

    private AttributeDefinition over(AttributeDefinition field) {
        var named = new AttributeDefinition(
                field.id(),
                field.key(),
                label(field.label()),
                field.type(),
                flag("required", field.required()),
                flag("unique", field.unique()),
                field.multiple(),
                flag("searchable", field.searchable()),
                options(field),
                constraints(field),
                field.defaultValue(),
                order(field.order()),
                field.retired(),
                field.version(),
                field.region());
        errors.check();
        AttributeDefinition whole = named.withDefault(defaultValue(named));
        errors.check();
        return whole;
    }

    private void names(Set<String> known, Set<String> passedOver) {
        if (!body.isObject()) {
            errors.malformed("", "wrong-type", "A field is a JSON object.");
            return;
        }
        for (String name : body.propertyNames()) {
            if (!known.contains(name) && !passedOver.contains(name)) {
                String why = name.equals("key") || name.equals("type") || name.equals("multiple")
                        ? name + " cannot be changed" + (name.equals("type") ? "; convert the field instead." : ".")
                        : "There is no property \"" + ValueRefused.shown(name) + "\" here; known are "
                                + known.stream().sorted().toList() + ".";
                errors.malformed("/" + Errors.step(name), "unknown-property", why);
            }
        }
    }

    private String key() {
        String key = text("key");
        if (key == null) {
            errors.malformed("/key", "required", "A field needs a key.");
            return "";
        }
        if (!key.matches("[a-z][a-z0-9_]{0,62}")) {
            errors.invalid(
                    "/key",
                    "invalid-key",
                    "The key \"" + ValueRefused.shown(key)
                            + "\" is not allowed: a letter a-z, then up to 62 of a-z, 0-9" + " and _.");
        }
        return key;
    }

    private AttributeType type() {
        String name = text("type");
        AttributeType type = name == null ? null : AttributeType.of(name).orElse(null);
        if (type == null) {
            errors.malformed(
                    "/type",
                    "unknown-type",
                    (name == null ? "A field needs a type" : "There is no type \"" + ValueRefused.shown(name) + "\"")
                            + "; known are "
                            + java.util.Arrays.stream(AttributeType.values())
                                    .map(AttributeType::code)
                                    .toList()
                            + ".");
            return AttributeType.TEXT;
        }
        return type;
    }

    private String label(String before) {
        String given = text("label");
        if (given == null) {
            return before;
        }
        String label = Texts.trimmed(given);
        try {
            Texts.atMost(LONGEST_LABEL, Texts.stored(label));
        } catch (ValueRefused refused) {
            errors.add("/label", refused);
        }
        if (label.isEmpty()) {
            errors.invalid("/label", "required", "A label cannot be blank.");
        }
        return label;
    }

    private int order(int before) {
        JsonNode node = body.get("order");
        if (node == null) {
            return before;
        }
        if (!node.isInt()) {
            errors.malformed("/order", "wrong-type", "order takes a whole number.");
            return before;
        }
        return node.intValue();
    }

    private boolean flag(String name, boolean before) {
        JsonNode node = body.get(name);
        if (node == null) {
            return before;
        }
        if (!node.isBoolean()) {
            errors.malformed("/" + name, "wrong-type", name + " takes true or false.");
            return before;
        }
        return node.booleanValue();
    }

    private @Nullable String text(String name) {
        JsonNode node = body.get(name);
        if (node == null) {
            return null;
        }
        if (!node.isString()) {
            errors.malformed("/" + name, "wrong-type", name + " takes a string.");
            return null;
        }
        return node.asString();
    }

    private List<AttributeOption> options(AttributeDefinition field) {
        JsonNode node = body.get("options");
        if (node == null) {
            return checked(field, field.options());
        }
        if (!node.isArray()) {
            errors.malformed("/options", "wrong-type", "options takes an array of labels or objects.");
            return field.options();
        }
        return checked(field, new OptionsRequest(field.options(), byLabel, errors).read(node));
    }

    private List<AttributeOption> checked(AttributeDefinition field, List<AttributeOption> options) {
        if (field.type() != AttributeType.SELECT && !options.isEmpty()) {
            errors.invalid("/options", "not-for-type", "Only a select field has options.");
        }
        return options;
    }

    private AttributeConstraints constraints(AttributeDefinition field) {
        JsonNode node = body.get("constraints");
        if (node == null) {
            return field.constraints();
        }
        try {
            return new ConstraintsRequest(field, errors).read(node);
        } catch (PatternSyntaxException | ValueRefused broken) {
            errors.invalid("/constraints/pattern", "invalid-pattern", "The pattern cannot be read.");
            return field.constraints();
        }
    }

    private @Nullable Object defaultValue(AttributeDefinition field) {
        JsonNode node = body.get("default");
        List<Object> values = new ArrayList<>();
        if (node != null) {
            values = ValueJson.read(field, node, "/default", errors);
        } else if (field.defaultValue() instanceof List<?> items) {
            values.addAll(items);
        } else if (field.defaultValue() != null) {
            values.add(field.defaultValue());
        }
        if (!errors.isEmpty() || values.isEmpty()) {
            return null;
        }
        if (field.unique()) {
            errors.invalid("/default", "not-for-unique", "A unique field has no default: two contacts would clash.");
        }
        if (field.type() == AttributeType.REFERENCE) {
            errors.invalid("/default", "not-for-type", "A reference has no default.");
        }
        ValueChecks.check(field, values, List.of(), "/default", errors);
        return field.multiple() ? List.copyOf(values) : values.getFirst();
    }
}
