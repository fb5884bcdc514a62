package dev.cohort.contacts.attribute;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the options of a select field. Their order is the order given; an option is known again by its id, else by its
 * label; one that is not named any more is retired and goes to the end, because values may hold it.
 */
final class OptionsRequest {

    static final int MOST = 1_000;
    static final int LONGEST_LABEL = 200;

    private final List<AttributeOption> before;
    private final boolean byLabel;
    private final Errors errors;
    private final Map<Integer, AttributeOption> taken = new HashMap<>();
    private final Map<String, AttributeOption> labels = new HashMap<>();
    private int last;

    /** {@code byLabel}: ids are passed over, because they are another tenant's. */
    OptionsRequest(List<AttributeOption> before, boolean byLabel, Errors errors) {
        this.before = before;
        this.byLabel = byLabel;
        this.errors = errors;
        this.last = before.stream().mapToInt(AttributeOption::id).max().orElse(0);
    }

    List<AttributeOption> read(JsonNode array) {
        List<AttributeOption> options = new ArrayList<>();
        if (array.size() > MOST) {
            errors.invalid("/options", "too-many-items", "A field has at most " + MOST + " options.");
            return options;
        }
        for (int at = 0; at < array.size(); at++) {
            AttributeOption option = option(array.get(at), at);
            if (option != null) {
                options.add(option);
            }
        }
        for (AttributeOption old : before) {
            if (!taken.containsKey(old.id())) {
                options.add(new AttributeOption(old.id(), old.label(), options.size(), true));
            }
        }
        return options;
    }

    private @Nullable AttributeOption option(JsonNode node, int rank) {
        String pointer = "/options/" + rank;
        JsonNode label = node.isObject() ? node.get("label") : node;
        JsonNode id = node.isObject() && !(byLabel && node.has("label")) ? node.get("id") : null;
        JsonNode retired = node.isObject() ? node.get("retired") : null;
        boolean wrong = (label != null && !label.isString())
                || (id != null && !id.isString())
                || (retired != null && !retired.isBoolean())
                || (label == null && id == null);
        if (wrong || hasUnknown(node)) {
            errors.malformed(pointer, "wrong-type", "An option is a label, or an object of id, label and retired.");
            return null;
        }
        AttributeOption known = known(id, label);
        String text = Texts.trimmed(label == null ? (known == null ? "" : known.label()) : label.asString());
        if (id != null && known == null && before.isEmpty()) {
            id = null;
        }
        if (id != null && known == null) {
            errors.invalid(pointer + "/id", "unknown-option", "There is no option with the id " + id + ".");
            return null;
        }
        try {
            Texts.atMost(LONGEST_LABEL, Texts.stored(text));
        } catch (ValueRefused refused) {
            errors.add(pointer, refused);
        }
        var option = new AttributeOption(
                known == null ? ++last : known.id(), text, rank, retired != null && retired.booleanValue());
        boolean twice = taken.put(option.id(), option) != null;
        if (labels.put(ValueKeys.folded(text), option) != null || twice) {
            errors.invalid(
                    pointer, "duplicate-option", "The option \"" + ValueRefused.shown(text) + "\" is named twice.");
        }
        if (text.isEmpty()) {
            errors.invalid(pointer, "required", "An option needs a label.");
        }
        return option;
    }

    private static boolean hasUnknown(JsonNode node) {
        return node.isObject()
                && node.propertyNames().stream()
                        .anyMatch(name -> !name.equals("id") && !name.equals("label") && !name.equals("retired"));
    }

    private @Nullable AttributeOption known(@Nullable JsonNode id, @Nullable JsonNode label) {
        for (AttributeOption old : before) {
            if (id != null && old.externalId().equals(id.asString())) {
                return old;
            }
        }
        if (id != null || label == null) {
            return null;
        }
        String folded = ValueKeys.folded(Texts.trimmed(label.asString()));
        return before.stream()
                .filter(old -> ValueKeys.folded(old.label()).equals(folded))
                .findFirst()
                .orElse(null);
    }
}
