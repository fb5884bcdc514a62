package dev.cohort.contacts.importing;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.contact.HotField;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which steps of an import can be written while the one before is, with the outcome of one after the other: no row of
 * one finds, takes or frees what a row of the other finds or takes. That is so where rows are known by their key alone,
 * the keys differ, and the key is the only thing that has to be unique: a row keeps the key by which it found its
 * contact. A contact with several values of the key, or with one that no row states, could be found by others' keys.
 */
final class SideBySide {

    private final Target key;
    private final boolean possible;
    private final Set<Integer> otherUniques;
    private Set<KeyBytes> before = Set.of();

    SideBySide(Target key, AttributeCatalog catalog) {
        this.key = key;
        this.possible = isStatedOnce(key)
                && catalog.active().stream().noneMatch(field -> field.unique() && field.defaultValue() != null);
        this.otherUniques = catalog.active().stream()
                .filter(AttributeDefinition::unique)
                .filter(field -> !new Target.Field(field).equals(key))
                .map(AttributeDefinition::id)
                .collect(Collectors.toSet());
    }

    /** Whether these rows, the next step's, can be written while those of the call before are. */
    boolean allows(List<RowRequest> rows) {
        Set<KeyBytes> keys = new HashSet<>();
        boolean isSimple = possible && rows.stream().allMatch(row -> isSimple(row, keys));
        boolean meets = keys.stream().anyMatch(before::contains);
        before = keys;
        return isSimple && !meets;
    }

    /** Adds the row's key. */
    private boolean isSimple(RowRequest row, Set<KeyBytes> keys) {
        boolean takesExternalId = row.hot().containsKey(HotField.EXTERNAL_ID)
                && !key.equals(new Target.Hot(HotField.EXTERNAL_ID.selector()));
        boolean isNew = row.key() == null || keys.add(KeyBytes.of(row.key()));
        return isNew
                && row.id() == null
                && !takesExternalId
                && row.fields().keySet().stream().noneMatch(otherUniques::contains);
    }

    private static boolean isStatedOnce(Target key) {
        return switch (key) {
            case Target.Hot hot -> !hot.property().equals(HotField.DISPLAY_NAME.selector());
            case Target.Field field ->
                !field.definition().multiple()
                        && Objects.isNull(field.definition().defaultValue());
            default -> false;
        };
    }
}
