package dev.cohort.contacts.attribute;

import com.google.re2j.Pattern;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What a definition demands of the values of its field. The database repeats the part about types. */
public final class ValueChecks {

    private static final int COMPILED = 2_000;
    private static final ConcurrentHashMap<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

    private ValueChecks() {}

    /**
     * Checks all elements of a value: number of items, and each one's length, pattern, bounds, digits and option.
     *
     * @param held what the contact holds now: a retired option may stay where it is
     */
    public static void check(
            AttributeDefinition field, List<Object> values, List<Object> held, String pointer, Errors errors) {
        Integer mostItems = field.constraints().maxItems();
        int most = field.multiple() ? (mostItems == null ? AttributeDefinition.MOST_ITEMS : mostItems) : 1;
        if (values.size() > most) {
            errors.invalid(
                    pointer,
                    "too-many-items",
                    field.key() + " takes at most " + most + " items, not " + values.size() + ".");
            return;
        }
        for (Object value : values) {
            try {
                checkItem(field, value, held);
            } catch (ValueRefused refused) {
                errors.add(pointer, refused);
            }
        }
    }

    private static void checkItem(AttributeDefinition field, Object value, List<Object> held) {
        if (!isOf(field, value)) {
            throw ValueRefused.malformed(
                    field.key() + " is of type " + field.type().code() + " by now.");
        }
        switch (value) {
            case String text -> checkText(field, text);
            case Integer option -> checkOption(field, option, held);
            case BigDecimal number -> checkNumber(field, number);
            case Long number -> {
                if (field.kind() == Kind.NUMBER) {
                    checkNumber(field, BigDecimal.valueOf(number));
                }
            }
            case LocalDate date -> checkBounds(field, date, text(date));
            case Instant instant -> checkBounds(field, instant, text(instant));
            default -> {}
        }
    }

    private static boolean isOf(AttributeDefinition field, Object value) {
        return switch (field.type()) {
            case TEXT, LONG_TEXT, EMAIL, PHONE, URL -> value instanceof String;
            case INTEGER, REFERENCE -> value instanceof Long;
            case DECIMAL -> value instanceof BigDecimal;
            case BOOLEAN -> value instanceof Boolean;
            case DATE -> value instanceof LocalDate;
            case DATETIME -> value instanceof Instant;
            case SELECT -> value instanceof Integer;
        };
    }

    private static void checkText(AttributeDefinition field, String text) {
        Texts.stored(text);
        AttributeConstraints constraints = field.constraints();
        Integer given = constraints.maxLength();
        Texts.atMost(
                given == null
                        ? field.type().longest()
                        : Math.min(given, field.type().longest()),
                text);
        Integer least = constraints.minLength();
        if (least != null && text.codePointCount(0, text.length()) < least) {
            throw ValueRefused.breaks(
                    "too-short", "\"" + ValueRefused.shown(text) + "\" has fewer than " + least + " characters.");
        }
        String pattern = constraints.pattern();
        if (pattern != null && !compiled(pattern).matches(text)) {
            throw ValueRefused.breaks(
                    "pattern-mismatch",
                    "\"" + ValueRefused.shown(text) + "\" does not match the pattern " + pattern + ".");
        }
    }

    private static void checkOption(AttributeDefinition field, Integer id, List<Object> held) {
        AttributeOption option = field.option(id);
        if (option == null) {
            throw ValueRefused.breaks("unknown-option", AttributeValues.unknownOption(field, String.valueOf(id)));
        }
        if (option.retired() && !held.contains(id)) {
            throw ValueRefused.breaks(
                    "retired-option", "The option \"" + option.label() + "\" of " + field.key() + " is retired.");
        }
    }

    private static void checkNumber(AttributeDefinition field, BigDecimal number) {
        checkBounds(field, number, number.toPlainString());
        Integer scale = field.constraints().scale();
        if (scale != null && number.signum() != 0 && number.stripTrailingZeros().scale() > scale) {
            throw ValueRefused.breaks(
                    "too-many-digits", number.toPlainString() + " has more than " + scale + " digits after the point.");
        }
    }

    private static <T extends Comparable<? super T>> void checkBounds(
            AttributeDefinition field, T value, String shown) {
        Object min = field.constraints().min();
        Object max = field.constraints().max();
        if (compare(value, min) < 0) {
            throw ValueRefused.breaks("too-small", shown + " is less than " + text(min) + ".");
        }
        if (compare(max, value) < 0) {
            throw ValueRefused.breaks("too-large", shown + " is more than " + text(max) + ".");
        }
    }

    /** Compares two values of one type; nothing is a bound that everything keeps. */
    @SuppressWarnings("unchecked")
    static int compare(@Nullable Object one, @Nullable Object other) {
        return one == null || other == null ? 0 : ((Comparable<Object>) one).compareTo(other);
    }

    static String text(@Nullable Object bound) {
        return bound instanceof BigDecimal number ? number.toPlainString() : String.valueOf(bound);
    }

    /** RE2 matches in linear time, whatever the pattern and the text. */
    static Pattern compiled(String pattern) {
        if (PATTERNS.size() > COMPILED) {
            PATTERNS.clear();
        }
        return PATTERNS.computeIfAbsent(pattern, Pattern::compile);
    }
}
