package dev.cohort.contacts.search;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a condition asks of a selector. */
enum Operator {
    EQUAL("=="),
    NOT_EQUAL("!="),
    IN("=in="),
    NOT_IN("=out="),
    GREATER("=gt="),
    GREATER_OR_EQUAL("=ge="),
    LESS("=lt="),
    LESS_OR_EQUAL("=le="),
    CONTAINS("=like="),
    STARTS("=starts="),
    EMPTY("=empty=");

    private static final Map<String, Operator> BY_SYMBOL =
            Arrays.stream(values()).collect(Collectors.toMap(Operator::symbol, Function.identity()));

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    String symbol() {
        return symbol;
    }

    boolean takesList() {
        return this == IN || this == NOT_IN;
    }

    boolean isRange() {
        return switch (this) {
            case GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL -> true;
            default -> false;
        };
    }

    /** Whether it looks inside a text. */
    boolean isOfTexts() {
        return this == CONTAINS || this == STARTS;
    }

    /** Whether a contact without a value passes. */
    boolean isNegative() {
        return this == NOT_EQUAL || this == NOT_IN;
    }

    /** The operator that RSQL spells so; the parser knows no other. */
    static Operator of(String symbol) {
        Operator operator = BY_SYMBOL.get(symbol);
        if (operator == null) {
            throw new IllegalArgumentException(symbol);
        }
        return operator;
    }
}
