package dev.cohort.contacts.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeConstraints;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeType;
import dev.cohort.contacts.attribute.ValueKeys;
import dev.cohort.contacts.contact.HotField;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SideBySideTests {

    private static final Target EXTERNAL_ID = new Target.Hot("externalId");
    private static final AttributeDefinition PLAIN = field(1, false, false, null);
    private static final AttributeDefinition UNIQUE = field(2, true, false, null);

    @Test
    void stepsWithOtherKeysGoSideBySide() {
        var sideBySide = sideBySide(EXTERNAL_ID, PLAIN, UNIQUE);
        assertThat(sideBySide.allows(rows("a", "b"))).isTrue();
        assertThat(sideBySide.allows(rows("c", null, null))).isTrue();
        assertThat(sideBySide.allows(rows("a"))).as("two steps on").isTrue();
    }

    @Test
    void stepsOfOneKeyDoNotHoweverItIsSpelt() {
        var sideBySide = sideBySide(EXTERNAL_ID);
        assertThat(sideBySide.allows(rows("a", "b"))).isTrue();
        assertThat(sideBySide.allows(rows("B", "c"))).isFalse();
        assertThat(sideBySide.allows(rows("c", "d"))).as("nor those behind it").isFalse();
        assertThat(sideBySide.allows(rows("e", "e"))).as("twice in one").isFalse();
    }

    @Test
    void aRowThatNamesItsContactMayChangeAnyKey() {
        RowRequest row = new RowRequest(1, Map.of(), Map.of(), 7L, ValueKeys.text("x"), Map.of(), Map.of(), List.of());
        assertThat(sideBySide(EXTERNAL_ID).allows(List.of(row))).isFalse();
    }

    @Test
    void whatElseIsUniqueMayBeFreedOrTaken() {
        assertThat(sideBySide(EXTERNAL_ID, UNIQUE).allows(List.of(row("a", Map.of(), 2))))
                .isFalse();
        assertThat(sideBySide(EXTERNAL_ID, UNIQUE, PLAIN).allows(List.of(row("a", Map.of(), 1))))
                .isTrue();
        assertThat(sideBySide(new Target.Field(UNIQUE), UNIQUE).allows(List.of(row("a", Map.of(), 2))))
                .isTrue();
        RowRequest withExternalId = row("a", Map.of(HotField.EXTERNAL_ID, Optional.of("x")), 1);
        assertThat(sideBySide(new Target.Hot("email"), PLAIN).allows(List.of(withExternalId)))
                .isFalse();
        assertThat(sideBySide(EXTERNAL_ID, PLAIN).allows(List.of(withExternalId)))
                .isTrue();
        assertThat(sideBySide(EXTERNAL_ID, field(3, true, false, "x")).allows(rows("a")))
                .as("a new contact takes the default")
                .isFalse();
    }

    @Test
    void aContactThatOthersKeysMayFindKeepsStepsApart() {
        assertThat(sideBySide(new Target.Field(field(3, false, true, null))).allows(rows("a")))
                .isFalse();
        assertThat(sideBySide(new Target.Field(field(3, false, false, "x"))).allows(rows("a")))
                .isFalse();
        assertThat(sideBySide(new Target.Hot("displayName")).allows(rows("a"))).isFalse();
        assertThat(sideBySide(new Target.Id()).allows(rows("a"))).isFalse();
    }

    private static SideBySide sideBySide(Target key, AttributeDefinition... fields) {
        return new SideBySide(key, new AttributeCatalog(1, List.of(fields)));
    }

    private static List<RowRequest> rows(@Nullable String... keys) {
        return Arrays.stream(keys).map(key -> row(key, Map.of(), 1)).toList();
    }

    private static RowRequest row(@Nullable String key, Map<HotField, Optional<String>> hot, int field) {
        return new RowRequest(
                1,
                Map.of(),
                Map.of(),
                null,
                key == null ? null : ValueKeys.text(key),
                hot,
                Map.of(field, List.of("v")),
                List.of());
    }

    private static AttributeDefinition field(int id, boolean unique, boolean multiple, @Nullable Object byDefault) {
        return new AttributeDefinition(
                id,
                "f" + id,
                "F" + id,
                AttributeType.TEXT,
                false,
                unique,
                multiple,
                false,
                List.of(),
                AttributeConstraints.NONE,
                byDefault,
                id,
                false,
                1);
    }
}
