package dev.cohort.contacts.attribute;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a field holds. */
public enum AttributeType {
    TEXT(Kind.TEXT, 1_000),
    LONG_TEXT(Kind.TEXT, 100_000),
    INTEGER(Kind.NUMBER, 0),
    DECIMAL(Kind.NUMBER, 0),
    BOOLEAN(Kind.BOOLEAN, 0),
    DATE(Kind.DATE, 0),
    DATETIME(Kind.INSTANT, 0),
    SELECT(Kind.OPTION, 0),
    EMAIL(Kind.TEXT, 1_000),
    PHONE(Kind.TEXT, 1_000),
    URL(Kind.TEXT, 1_000),
    REFERENCE(Kind.REFERENCE, 0);

    private static final Map<String, AttributeType> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(AttributeType::code, Function.identity()));

    private final Kind kind;
    private final int longest;

    AttributeType(Kind kind, int longest) {
        this.kind = kind;
        this.longest = longest;
    }

    /** The type's name outside, as {@code long_text}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Kind kind() {
        return kind;
    }

    /** Whether values are texts, which have lengths, patterns and a folded form. */
    public boolean isText() {
        return kind == Kind.TEXT;
    }

    /** How many characters (code points) a text of this type has at most. */
    public int longest() {
        return longest;
    }

    /** The type of that name; empty if there is none. */
    public static Optional<AttributeType> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }
}
