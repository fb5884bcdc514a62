package dev.cohort.contacts.attribute;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What a value becomes when its field changes its type: what the text that the API shows of it means in the new type.
 * A datetime becomes its date in UTC, a date the midnight in UTC that begins it. A new select has an option for each
 * text.
 */
final class ValueConversion {

    private final AttributeDefinition from;
    private final AttributeDefinition to;

    ValueConversion(AttributeDefinition from, AttributeType type) {
        this(from, from.ofType(type));
    }

    /** Into a field that is there. Of a select, {@link #value} is the label of an option. */
    ValueConversion(AttributeDefinition from, AttributeDefinition to) {
        this.from = from;
        this.to = to;
    }

    /** The value as the new type shows it; empty if the new type has no such value. */
    Optional<Object> shown(Object value) {
        return value(value)
                .map(converted -> to.type() == AttributeType.SELECT ? converted : AttributeValues.json(to, converted));
    }

    /** The value in the new type; empty if it has no such value. */
    Optional<Object> value(Object value) {
        String text = String.valueOf(AttributeValues.json(from, value));
        if (to.type() == AttributeType.SELECT) {
            return text.codePointCount(0, text.length()) <= OptionsRequest.LONGEST_LABEL
                    ? Optional.of(text)
                    : Optional.empty();
        }
        var errors = new Errors();
        try {
            Object converted = convert(value, text);
            ValueChecks.check(to, List.of(converted), List.of(), "", errors);
            return errors.isEmpty() ? Optional.of(converted) : Optional.empty();
        } catch (ValueRefused noSuchValue) {
            return Optional.empty();
        }
    }

    private Object convert(Object value, String text) {
        if (value instanceof Instant instant && to.type() == AttributeType.DATE) {
            return instant.atOffset(ZoneOffset.UTC).toLocalDate();
        }
        if (value instanceof LocalDate date && to.type() == AttributeType.DATETIME) {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return AttributeValues.parse(to, text);
    }
}
