package dev.cohort.contacts.contact;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The texts that every contact may have, as columns of the hot table. */
public enum HotField {
    EXTERNAL_ID("externalId"),
    FIRST_NAME("firstName"),
    LAST_NAME("lastName"),
    DISPLAY_NAME("displayName"),
    EMAIL("email"),
    PHONE("phone"),
    COMPANY("company"),
    ADDRESS("address");

    /** Code points of a hot text at most. */
    public static final int LONGEST = 1_000;

    private static final Map<String, HotField> BY_SELECTOR =
            Arrays.stream(values()).collect(Collectors.toMap(HotField::selector, Function.identity()));

    private final String selector;

    HotField(String selector) {
        this.selector = selector;
    }

    /** The property's name outside. */
    public String selector() {
        return selector;
    }

    public static Optional<HotField> of(String selector) {
        return Optional.ofNullable(BY_SELECTOR.get(selector));
    }
}
