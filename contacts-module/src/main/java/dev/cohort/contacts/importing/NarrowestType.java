package dev.cohort.contacts.importing;

import dev.cohort.contacts.attribute.AttributeConstraints;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeType;
import dev.cohort.contacts.attribute.AttributeValues;
import dev.cohort.contacts.attribute.Texts;
import dev.cohort.contacts.attribute.ValueRefused;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the narrowest type that takes all cells of a column and gives each back as it was written: integer, decimal,
 * boolean, date, datetime, email, url, phone, text, long_text, in this order. {@code 007} and {@code +5} are texts,
 * since a number would lose a character of them; a phone number is one only with its country code.
 */
final class NarrowestType {

    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]{0,400})(?:\\.[0-9]{1,400})?");
    private static final List<AttributeType> NARROW_FIRST = List.of(
            AttributeType.INTEGER,
            AttributeType.DECIMAL,
            AttributeType.BOOLEAN,
            AttributeType.DATE,
            AttributeType.DATETIME,
            AttributeType.EMAIL,
            AttributeType.URL,
            AttributeType.PHONE,
            AttributeType.TEXT,
            AttributeType.LONG_TEXT);

    private final Map<AttributeType, AttributeDefinition> trials = new EnumMap<>(AttributeType.class);
    private final Set<AttributeType> possible = EnumSet.copyOf(NARROW_FIRST);
    private boolean severalItems;
    private boolean anything;

    NarrowestType() {
        for (AttributeType type : NARROW_FIRST) {
            trials.put(type, trial(type));
        }
    }

    /** Takes one value into account; blank ones say nothing. */
    void see(String value) {
        String text = Texts.trimmed(value);
        if (text.isEmpty()) {
            return;
        }
        anything = true;
        possible.removeIf(type -> !takes(type, text));
    }

    /** The column has a list, which only a multiple field holds. */
    void seeItems(List<String> items) {
        severalItems |= items.size() > 1;
        items.forEach(this::see);
    }

    boolean isMultiple() {
        return severalItems;
    }

    /** The type; {@code text} for a column without a value. */
    AttributeType type() {
        if (!anything) {
            return AttributeType.TEXT;
        }
        return NARROW_FIRST.stream().filter(possible::contains).findFirst().orElse(AttributeType.LONG_TEXT);
    }

    private boolean takes(AttributeType type, String text) {
        boolean looksRight = switch (type) {
            case INTEGER, DECIMAL -> NUMBER.matcher(text).matches() && !isNegativeZero(text);
            case PHONE -> text.startsWith("+");
            case TEXT -> text.codePointCount(0, text.length()) <= AttributeType.TEXT.longest();
            default -> true;
        };
        if (!looksRight || type == AttributeType.LONG_TEXT) {
            return looksRight;
        }
        try {
            AttributeValues.parse(Objects.requireNonNull(trials.get(type)), text);
            return true;
        } catch (ValueRefused other) {
            return false;
        }
    }

    /** A field of that type without constraints, to try values on. */
    private static AttributeDefinition trial(AttributeType type) {
        return new AttributeDefinition(
                0,
                "trial",
                "trial",
                type,
                false,
                false,
                false,
                false,
                List.of(),
                AttributeConstraints.NONE,
                null,
                0,
                false,
                0);
    }

    private static boolean isNegativeZero(String text) {
        return text.startsWith("-") && text.chars().allMatch(sign -> sign == '-' || sign == '0' || sign == '.');
    }
}
