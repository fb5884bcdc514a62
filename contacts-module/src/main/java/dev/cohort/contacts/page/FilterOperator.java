package dev.cohort.contacts.page;

import dev.cohort.kernel.web.Texts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The operators of a filter in words, as the builder offers and the chips read them. */
enum FilterOperator {
    CONTAINS("=like="),
    STARTS("=starts="),
    IS("=="),
    IS_NOT("!="),
    IN("=in="),
    OUT("=out="),
    GREATER("=gt="),
    AT_LEAST("=ge="),
    LESS("=lt="),
    AT_MOST("=le="),
    EMPTY("=empty=");

    private final String symbol;

    FilterOperator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    /** As a sentence has it: a date is "after", a number is "over". */
    public String words(String type) {
        boolean time = type.equals("date") || type.equals("datetime");
        boolean ordered = this == GREATER || this == AT_LEAST || this == LESS || this == AT_MOST;
        return time && ordered ? Texts.of("contacts.filter-operator.time-" + key()) : words();
    }

    public String words() {
        return Texts.of("contacts.filter-operator." + key());
    }

    private String key() {
        return name().toLowerCase(Locale.ROOT);
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
