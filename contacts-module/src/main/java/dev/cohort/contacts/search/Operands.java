package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeType;
import dev.cohort.contacts.attribute.AttributeValues;
import dev.cohort.contacts.attribute.Kind;
import dev.cohort.contacts.attribute.ValueKeys;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/** Turns the text of an operand into what is compared; 400 if the selector's type does not read it. */
final class Operands {

    /** What every reader of a timestamp understands. */
    static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

    static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Operands() {}

    static Operand of(Selector selector, Operator operator, String text) {
        if (text.indexOf('\0') >= 0) {
            throw unreadable(selector, text, "a text without NUL");
        }
        if (operator == Operator.EMPTY) {
            return switch (text) {
                case "true" -> new Operand.Flag(true);
                case "false" -> new Operand.Flag(false);
                default -> throw unreadable(selector, text, "true or false");
            };
        }
        if (operator.isOfTexts()) {
            return new Operand.Part(ValueKeys.folded(text));
        }
        return switch (selector) {
            case Selector.Id id -> new Operand.ContactId(id(selector, text));
            case Selector.Moment moment -> new Operand.Point(moment(selector.text(), text));
            case Selector.HotText hot -> text(operator, text);
            case Selector.Field field -> field(field, operator, text);
        };
    }

    private static Operand field(Selector.Field field, Operator operator, String text) {
        AttributeDefinition definition = field.definition();
        return definition.kind() == Kind.TEXT
                ? text(operator, spelledAsStored(definition, operator, text))
                : new Operand.Key(AttributeValues.key(definition, value(field, text)));
    }

    /** Equality trims as writing does; ranges compare with the text as it stands. */
    private static Operand text(Operator operator, String text) {
        return new Operand.Key(ValueKeys.text(operator.isRange() ? text : text.strip()));
    }

    /** A phone number is stored as E.164, so 030 123 finds +4930123; what is no number stays as it is. */
    private static String spelledAsStored(AttributeDefinition definition, Operator operator, String text) {
        if (definition.type() != AttributeType.PHONE || operator.isRange()) {
            return text;
        }
        try {
            return (String) AttributeValues.parse(definition, text);
        } catch (IllegalArgumentException noPhoneNumber) {
            return text;
        }
    }

    private static Object value(Selector.Field field, String text) {
        try {
            return AttributeValues.parse(field.definition(), text);
        } catch (IllegalArgumentException unreadable) {
            throw unreadable(
                    field, text, "a value of type " + field.definition().type().code());
        }
    }

    private static long id(Selector selector, String text) {
        OptionalLong id = Tsid.parse(text);
        if (id.isEmpty()) {
            throw unreadable(selector, text, "an id of 13 characters");
        }
        return id.getAsLong();
    }

    /** The instant that {@code text} says, cut to the second. */
    static Instant moment(String name, String text) {
        try {
            Instant instant = OffsetDateTime.parse(text.strip()).toInstant().truncatedTo(ChronoUnit.SECONDS);
            if (!instant.isBefore(EARLIEST) && !instant.isAfter(LATEST)) {
                return instant;
            }
        } catch (DateTimeException notAnInstant) {
            // Refused below.
        }
        throw unreadable(name, text, "an instant with offset, as 2026-01-31T08:00:00Z");
    }

    private static ProblemException unreadable(Selector selector, String text, String expected) {
        return unreadable(selector.text(), text, expected);
    }

    private static ProblemException unreadable(String name, String text, String expected) {
        return Refused.at(
                name,
                "invalid-operand",
                "The value \"" + Refused.shown(text) + "\" of " + name + " is not " + expected + ".");
    }
}
