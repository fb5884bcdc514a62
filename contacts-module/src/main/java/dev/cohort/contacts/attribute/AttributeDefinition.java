package dev.cohort.contacts.attribute;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A field as its tenant defined it.
 *
 * @param id the tenant's number of the field, never reused
 * @param key the immutable name, {@code [a-z][a-z0-9_]{0,62}}
 * @param options of a select field, by rank; otherwise empty
 * @param defaultValue of a field that is not multiple: a value as {@link Kind} types it; else a List of them
 * @param order the place among the tenant's fields; ties go by id
 * @param version grows with every change of the definition
 * @param region where phone numbers without a country code are at home, ISO 3166-1 alpha-2
 */
public record AttributeDefinition(
        int id,
        String key,
        String label,
        AttributeType type,
        boolean required,
        boolean unique,
        boolean multiple,
        boolean searchable,
        List<AttributeOption> options,
        AttributeConstraints constraints,
        @Nullable Object defaultValue,
        int order,
        boolean retired,
        long version,
        String region) {

    /** How many elements a multiple field has at most, whatever its constraints say. */
    public static final int MOST_ITEMS = 100;

    /** The region where nobody says otherwise. */
    public static final String REGION = "US";

    public AttributeDefinition {
        options = List.copyOf(options);
    }

    /** A definition in the region {@link #REGION}. */
    public AttributeDefinition(
            int id,
            String key,
            String label,
            AttributeType type,
            boolean required,
            boolean unique,
            boolean multiple,
            boolean searchable,
            List<AttributeOption> options,
            AttributeConstraints constraints,
            @Nullable Object defaultValue,
            int order,
            boolean retired,
            long version) {
        this(
                id,
                key,
                label,
                type,
                required,
                unique,
                multiple,
                searchable,
                options,
                constraints,
                defaultValue,
                order,
                retired,
                version,
                REGION);
    }

    /** As this one under another id. */
    AttributeDefinition withId(int other) {
        return new AttributeDefinition(
                other,
                key,
                label,
                type,
                required,
                unique,
                multiple,
                searchable,
                options,
                constraints,
                defaultValue,
                order,
                retired,
                version,
                region);
    }

    /** As this one in another version, in use or retired. */
    AttributeDefinition withVersion(long other, boolean isRetired) {
        return new AttributeDefinition(
                id,
                key,
                label,
                type,
                required,
                unique,
                multiple,
                searchable,
                options,
                constraints,
                defaultValue,
                order,
                isRetired,
                other,
                region);
    }

    /** As this one with other options. */
    AttributeDefinition withOptions(List<AttributeOption> others) {
        return new AttributeDefinition(
                id,
                key,
                label,
                type,
                required,
                unique,
                multiple,
                searchable,
                others,
                constraints,
                defaultValue,
                order,
                retired,
                version,
                region);
    }

    /** As this one with another default, or none. */
    AttributeDefinition withDefault(@Nullable Object other) {
        return new AttributeDefinition(
                id,
                key,
                label,
                type,
                required,
                unique,
                multiple,
                searchable,
                options,
                constraints,
                other,
                order,
                retired,
                version,
                region);
    }

    /** As this one of another type, without constraints, options and default, which belong to the old one. */
    AttributeDefinition ofType(AttributeType other) {
        return ofShape(other, multiple);
    }

    /** As {@link #ofType}, and multiple or not. */
    AttributeDefinition ofShape(AttributeType other, boolean isMultiple) {
        return new AttributeDefinition(
                id,
                key,
                label,
                other,
                required,
                unique,
                isMultiple,
                searchable,
                List.of(),
                AttributeConstraints.NONE,
                null,
                order,
                retired,
                version,
                region);
    }

    /** As this one where {@code old} was: with what a conversion leaves as it is. */
    AttributeDefinition inPlaceOf(AttributeDefinition old, boolean isUnique) {
        return new AttributeDefinition(
                id,
                key,
                old.label,
                type,
                old.required,
                isUnique,
                multiple,
                old.searchable,
                options,
                constraints,
                defaultValue,
                old.order,
                old.retired,
                old.version + 1,
                region);
    }

    public Kind kind() {
        return type.kind();
    }

    /** The option with that id, retired or not; null if there is none. */
    public @Nullable AttributeOption option(int optionId) {
        for (AttributeOption option : options) {
            if (option.id() == optionId) {
                return option;
            }
        }
        return null;
    }

    /** The option that {@code text} names by id or by label (compared as texts are), retired or not. */
    public Optional<AttributeOption> option(String text) {
        for (AttributeOption option : options) {
            if (option.externalId().equals(text)) {
                return Optional.of(option);
            }
        }
        String folded = ValueKeys.folded(text);
        return options.stream()
                .filter(option -> ValueKeys.folded(option.label()).equals(folded))
                .findFirst();
    }
}
