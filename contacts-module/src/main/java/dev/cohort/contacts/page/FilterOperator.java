package dev.cohort.contacts.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The operators of a filter in words, as the builder offers and the chips read them. */
enum FilterOperator {
    CONTAINS("=like=", "contains"),
    STARTS("=starts=", "starts with"),
    IS("==", "is"),
    IS_NOT("!=", "is not"),
    IN("=in=", "is one of"),
    OUT("=out=", "is none of"),
    GREATER("=gt=", "is over"),
    AT_LEAST("=ge=", "is at least"),
    LESS("=lt=", "is under"),
    AT_MOST("=le=", "is at most"),
    EMPTY("=empty=", "is empty");

    private final String symbol;
    private final String words;

    FilterOperator(String symbol, String words) {
        this.symbol = symbol;
        this.words = words;
    }

    public String symbol() {
        return symbol;
    }

    /** As a sentence has it: a date is "after", a number is "over". */
    public String words(String type) {
        boolean time = type.equals("date") || type.equals("datetime");
        return switch (this) {
            case GREATER -> time ? "is after" : words;
            case AT_LEAST -> time ? "is on or after" : words;
            case LESS -> time ? "is before" : words;
            case AT_MOST -> time ? "is on or before" : words;
            default -> words;
        };
    }

    public String words() {
        return words;
    }

    boolean takesList() {
        return this == IN || this == OUT;
    }

    static Optional<FilterOperator> ofSymbol(String symbol) {
        return Arrays.stream(values())
                .filter(operator -> operator.symbol.equals(symbol))
                .findFirst();
    }

    /** What a type has, as the API's grammar says. */
    static List<FilterOperator> of(String type) {
        List<FilterOperator> operators = new ArrayList<>();
        switch (type) {
            case "text", "long_text", "email", "url", "phone" ->
                operators.addAll(List.of(CONTAINS, STARTS, IS, IS_NOT, IN, OUT, GREATER, AT_LEAST, LESS, AT_MOST));
            case "integer", "decimal", "date", "datetime" ->
                operators.addAll(List.of(IS, AT_LEAST, GREATER, AT_MOST, LESS, IS_NOT, IN, OUT));
            case "boolean" -> operators.addAll(List.of(IS, IS_NOT));
            default -> operators.addAll(List.of(IS, IS_NOT, IN, OUT));
        }
        operators.add(EMPTY);
        return operators;
    }
}
