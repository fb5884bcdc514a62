package dev.cohort.contacts.attribute;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All fields of a tenant as of one catalog version. Immutable.
 */
public final class AttributeCatalog {

    private final long version;
    private final List<AttributeDefinition> definitions;
    private final List<AttributeDefinition> active;
    private final Map<String, AttributeDefinition> byKey = new HashMap<>();
    private final Map<Integer, AttributeDefinition> byId = new HashMap<>();
    private final List<Aside> asides;

    /** A definition beside the current ones; {@code since}: when it came to stand so. */
    record Aside(AttributeDefinition definition, Standing standing, Instant since) {}

    public AttributeCatalog(long version, List<AttributeDefinition> definitions) {
        this(version, definitions, List.of());
    }

    AttributeCatalog(long version, List<AttributeDefinition> definitions, List<Aside> asides) {
        this.asides = List.copyOf(asides);
        this.version = version;
        this.definitions = definitions.stream()
                .sorted(Comparator.comparingInt(AttributeDefinition::order).thenComparingInt(AttributeDefinition::id))
                .toList();
        this.active = this.definitions.stream().filter(one -> !one.retired()).toList();
        for (AttributeDefinition definition : this.definitions) {
            byKey.put(definition.key(), definition);
            byId.put(definition.id(), definition);
        }
    }

    /** What {@code attribute_catalog.version} said; 0 for a tenant that never defined a field. */
    public long version() {
        return version;
    }

    /** Every field, retired ones included, in display order. */
    public List<AttributeDefinition> definitions() {
        return definitions;
    }

    /** The fields in use, in display order. */
    public List<AttributeDefinition> active() {
        return active;
    }

    /** The field in use with that key. */
    public Optional<AttributeDefinition> active(String key) {
        AttributeDefinition definition = byKey.get(key);
        return definition == null || definition.retired() ? Optional.empty() : Optional.of(definition);
    }

    /** The field with that key, retired or not. */
    public Optional<AttributeDefinition> definition(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** The field with that id; null if there is none, also while or after another took its place in a conversion. */
    public @Nullable AttributeDefinition byId(int id) {
        return byId.get(id);
    }

    /** As {@link #byId}, with definitions that were current once: what a row of the past is shown by. */
    public @Nullable AttributeDefinition everById(int id) {
        AttributeDefinition current = byId.get(id);
        return current != null
                ? current
                : asides.stream()
                        .filter(one -> one.definition().id() == id && one.standing() != Standing.COMING)
                        .map(Aside::definition)
                        .findFirst()
                        .orElse(null);
    }

    /**
     * The catalog by which the values of that second are read, filtered and sorted: where a field's conversion came
     * later and still keeps its originals, the field is of its old type. Everything else is as it is now: a label, an
     * option's name, or whether a field is in use.
     */
    public AttributeCatalog asOf(Instant moment) {
        List<AttributeDefinition> then = definitions.stream()
                .map(now -> aside(now.key(), Standing.FORMER)
                        .filter(former -> moment.isBefore(former.since()))
                        .map(former -> former.definition().inPlaceOf(now, now.unique()))
                        .orElse(now))
                .toList();
        return then.equals(definitions) ? this : new AttributeCatalog(version, then, asides);
    }

    /** A value in the type that its field has now. */
    public record Restated(AttributeDefinition field, Object value) {}

    /**
     * What a row of a field says whose conversion was confirmed, or taken back, since: in the type that the field has
     * now; empty if that type has no such value, or if the id is of no such field.
     *
     * @param text as {@link AttributeValues#SQL_TEXT} writes it
     */
    public Optional<Restated> restated(int id, String text) {
        for (Aside aside : asides) {
            AttributeDefinition old = aside.definition();
            AttributeDefinition now = byKey.get(old.key());
            if (old.id() == id && aside.standing() == Standing.PAST && now != null) {
                Object value = AttributeValues.fromText(old, text);
                return new ValueConversion(old, now)
                        .value(value)
                        .flatMap(one -> now.type() == AttributeType.SELECT
                                ? now.option((String) one).map(option -> (Object) option.id())
                                : Optional.of(one))
                        .map(one -> new Restated(now, one));
            }
        }
        return Optional.empty();
    }

    /** The ids of definitions that were current once, each with the id of the field that has its key now. */
    public Map<Integer, Integer> successors() {
        Map<Integer, Integer> successors = new HashMap<>();
        for (Aside aside : asides) {
            AttributeDefinition now = byKey.get(aside.definition().key());
            if (now != null && aside.standing() != Standing.COMING) {
                successors.put(aside.definition().id(), now.id());
            }
        }
        return successors;
    }

    /** The definition of that key which stands so beside the current one. */
    Optional<Aside> aside(String key, Standing standing) {
        return asides.stream()
                .filter(one ->
                        one.standing() == standing && one.definition().key().equals(key))
                .findFirst();
    }

    /** An id that no definition ever had. */
    int nextId() {
        return 1
                + Stream.concat(definitions.stream(), asides.stream().map(Aside::definition))
                        .mapToInt(AttributeDefinition::id)
                        .max()
                        .orElse(0);
    }

    /** As this one, with a definition more. */
    AttributeCatalog with(AttributeDefinition more) {
        return new AttributeCatalog(
                version, Stream.concat(definitions.stream(), Stream.of(more)).toList(), asides);
    }
}
