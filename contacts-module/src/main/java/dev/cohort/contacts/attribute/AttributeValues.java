package dev.cohort.contacts.attribute;

import dev.cohort.kernel.Tsid;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/**
 * Values of fields, one element at a time, typed as {@link Kind} says: from text, to text, to JSON and to the key by
 * which they are compared.
 */
public final class AttributeValues {

    /**
     * A value row as one text, whatever its kind: what {@link #fromText} reads. A constant SQL expression over an
     * {@code attribute_entry} or {@code attribute_past} with the alias {@code e}.
     */
    public static final String SQL_TEXT = """
            COALESCE(e.value_text, CAST(e.value_number AS text), CAST(e.value_date AS text), \
            CAST(CAST(EXTRACT(EPOCH FROM e.value_instant) AS bigint) AS text), CAST(e.value_boolean AS text), \
            CAST(e.value_option AS text), CAST(e.value_reference AS text))""";

    /** Significant digits of a decimal, and digits on either side of its point. */
    public static final int DIGITS = 38;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);
    private static final BigDecimal LEAST_LONG = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal MOST_LONG = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int LONGEST_NUMBER = 400;

    private AttributeValues() {}

    /**
     * The value that a text means, as filters and files write it: outer white space is trimmed; a select option by id
     * or label, a reference as 13 characters, a phone number in any usual notation. Constraints are not looked at.
     *
     * @throws ValueRefused if the text is no value of the field's type
     */
    public static Object parse(AttributeDefinition field, String given) {
        String text = Texts.trimmed(given);
        return switch (field.type()) {
            case TEXT, LONG_TEXT -> Texts.stored(text);
            case EMAIL -> Formats.email(Texts.stored(text));
            case PHONE -> Formats.phone(Texts.stored(text), field.region());
            case URL -> Formats.url(Texts.stored(text));
            case INTEGER -> integer(number(text));
            case DECIMAL -> decimal(number(text));
            case BOOLEAN -> bool(text);
            case DATE -> date(text);
            case DATETIME -> instant(text);
            case SELECT ->
                field.option(text)
                        .map(option -> (Object) option.id())
                        .orElseThrow(() -> ValueRefused.breaks("unknown-option", unknownOption(field, text)));
            case REFERENCE -> reference(text);
        };
    }

    /** The key by which {@code value} is compared. */
    public static ValueKey key(AttributeDefinition field, Object value) {
        return switch (field.kind()) {
            case TEXT -> ValueKeys.text((String) value);
            case NUMBER ->
                ValueKeys.number(value instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) value);
            case DATE -> ValueKeys.date((LocalDate) value);
            case INSTANT -> ValueKeys.instant((Instant) value);
            case BOOLEAN -> ValueKeys.bool((Boolean) value);
            case OPTION -> ValueKeys.option(rank(field, (Integer) value));
            case REFERENCE -> ValueKeys.reference((Long) value);
        };
    }

    /** The value that {@link #SQL_TEXT} wrote. */
    public static Object fromText(AttributeDefinition field, String text) {
        return switch (field.kind()) {
            case TEXT -> text;
            case NUMBER -> field.type() == AttributeType.INTEGER ? Long.valueOf(text) : (Object) new BigDecimal(text);
            case DATE -> LocalDate.parse(text);
            case INSTANT -> Instant.ofEpochSecond(Long.parseLong(text));
            case BOOLEAN -> text.startsWith("t");
            case OPTION -> Integer.valueOf(text);
            case REFERENCE -> Long.valueOf(text);
        };
    }

    /** What {@link #SQL_TEXT} would write. */
    public static String toText(Object value) {
        return switch (value) {
            case BigDecimal number -> number.toPlainString();
            case Instant instant -> Long.toString(instant.getEpochSecond());
            default -> value.toString();
        };
    }

    /** What JSON shows: String, Long, BigDecimal or Boolean; an option's label, a reference's 13 characters. */
    public static Object json(AttributeDefinition field, Object value) {
        return switch (field.kind()) {
            case TEXT, NUMBER, BOOLEAN -> value;
            case DATE, INSTANT -> value.toString();
            case OPTION -> {
                AttributeOption option = field.option((Integer) value);
                yield option == null ? Tsid.text((Integer) value) : option.label();
            }
            case REFERENCE -> Tsid.text((Long) value);
        };
    }

    /** What JSON shows of the value that {@link #SQL_TEXT} wrote: {@link #json} of {@link #fromText}. */
    public static Object jsonOf(AttributeDefinition field, String text) {
        return switch (field.kind()) {
            case TEXT, DATE -> text;
            case NUMBER, INSTANT, BOOLEAN, OPTION, REFERENCE -> json(field, fromText(field, text));
        };
    }

    /** Whether two values of one field are the same to the letter; numbers by value. */
    public static boolean same(Object one, Object other) {
        if (one instanceof BigDecimal a && other instanceof BigDecimal b) {
            return a.compareTo(b) == 0;
        }
        return one.equals(other);
    }

    static Long integer(BigDecimal number) {
        boolean extreme = number.signum() != 0 && Math.abs((long) number.scale()) > LONGEST_NUMBER;
        if (extreme || number.stripTrailingZeros().scale() > 0) {
            throw ValueRefused.malformed("\"" + ValueRefused.shown(number.toString()) + "\" is not a whole number.");
        }
        if (number.compareTo(LEAST_LONG) < 0 || number.compareTo(MOST_LONG) > 0) {
            throw ValueRefused.breaks(
                    "out-of-range",
                    ValueRefused.shown(number.toString()) + " is outside " + Long.MIN_VALUE + " to " + Long.MAX_VALUE
                            + ".");
        }
        return number.longValueExact();
    }

    static BigDecimal decimal(BigDecimal number) {
        BigDecimal plain = number.signum() == 0 && Math.abs(number.scale()) > DIGITS ? BigDecimal.ZERO : number;
        long before = (long) plain.precision() - plain.scale();
        if (plain.precision() > DIGITS || plain.scale() > DIGITS || before > DIGITS) {
            throw ValueRefused.breaks(
                    "too-many-digits", ValueRefused.shown(number.toString()) + " has more than " + DIGITS + " digits.");
        }
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    static LocalDate date(String text) {
        try {
            LocalDate date = LocalDate.parse(text, DATE);
            if (date.getYear() >= 1 && date.getYear() <= 9999) {
                return date;
            }
        } catch (DateTimeException notADate) {
            // Refused below.
        }
        throw ValueRefused.breaks(
                "invalid-date", "\"" + ValueRefused.shown(text) + "\" is not a date; write YYYY-MM-DD.");
    }

    static Instant instant(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
            int year = instant.atOffset(java.time.ZoneOffset.UTC).getYear();
            if (year >= 1 && year <= 9999) {
                return instant;
            }
        } catch (DateTimeException notAnInstant) {
            // Refused below.
        }
        throw ValueRefused.breaks(
                "invalid-datetime",
                "\"" + ValueRefused.shown(text) + "\" is not an instant; write it with offset, as"
                        + " 2026-01-31T08:30:00+01:00.");
    }

    static Long reference(String text) {
        OptionalLong id = Tsid.parse(text);
        if (id.isEmpty()) {
            throw ValueRefused.breaks("unknown-contact", "There is no contact \"" + ValueRefused.shown(text) + "\".");
        }
        return id.getAsLong();
    }

    static String unknownOption(AttributeDefinition field, String text) {
        return "\"" + ValueRefused.shown(text) + "\" is no option of " + field.key() + "; allowed are "
                + field.options().stream()
                        .filter(option -> !option.retired())
                        .limit(20)
                        .map(AttributeOption::label)
                        .toList()
                + ".";
    }

    private static BigDecimal number(String text) {
        try {
            if (text.length() <= LONGEST_NUMBER) {
                return new BigDecimal(text);
            }
        } catch (NumberFormatException notANumber) {
            // Refused below.
        }
        throw ValueRefused.malformed("\"" + ValueRefused.shown(text) + "\" is not a number.");
    }

    private static Boolean bool(String text) {
        return switch (ValueKeys.folded(text)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ValueRefused.malformed("\"" + ValueRefused.shown(text) + "\" is neither true nor false.");
        };
    }

    private static int rank(AttributeDefinition field, int optionId) {
        AttributeOption option = field.option(optionId);
        return option == null ? Integer.MAX_VALUE : option.rank();
    }
}
