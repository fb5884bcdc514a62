package dev.cohort.contacts.attribute;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    public AttributeCatalog(long version, List<AttributeDefinition> definitions) {
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

    public @Nullable AttributeDefinition byId(int id) {
        return byId.get(id);
    }
}
