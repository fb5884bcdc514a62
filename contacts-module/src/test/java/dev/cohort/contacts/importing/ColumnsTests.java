package dev.cohort.contacts.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeConstraints;
import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeType;
import dev.cohort.kernel.problem.ProblemException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTests {

    private static final AttributeDefinition PARTY = field(1, "party", "Political party", false);
    private static final AttributeDefinition PHONE = field(2, "phone", "Second phone", false);
    private static final AttributeDefinition GONE = field(3, "gone", "Gone", true);
    private static final AttributeDefinition TWIN_A = field(4, "twin_a", "Twin", false);
    private static final AttributeDefinition TWIN_B = field(5, "twin_b", "Twin", false);
    private static final AttributeCatalog CATALOG =
            new AttributeCatalog(1, List.of(PARTY, PHONE, GONE, TWIN_A, TWIN_B));

    @ParameterizedTest
    @CsvSource({
        "externalId, externalId",
        "external_id, externalId",
        "EXTERNAL_ID, externalId",
        "firstname, firstName",
        "Phone, phone",
        "company, company"
    })
    void propertiesAreFoundInAnyCase(String column, String property) {
        assertThat(columns().of(List.of(column))).containsExactly(new Target.Hot(property));
    }

    @ParameterizedTest
    @CsvSource({"party", "PARTY", "fields.party", "Fields.Party", "political PARTY"})
    void fieldsAreFoundBySelectorKeyAndLabel(String column) {
        assertThat(columns().of(List.of(column))).containsExactly(new Target.Field(PARTY));
    }

    @Test
    void aPropertyGoesBeforeAFieldOfThatKey() {
        assertThat(columns().of(List.of("phone", "fields.phone", "Second phone".repeat(0))))
                .containsExactly(new Target.Hot("phone"), new Target.Field(PHONE), new Target.Ignored());
    }

    @Test
    void whatTheApplicationWritesIsLeftOut() {
        assertThat(columns().of(List.of("id", "version", "createdAt", "updated_at")))
                .containsExactly(new Target.Id(), new Target.Ignored(), new Target.Ignored(), new Target.Ignored());
    }

    @Test
    void unknownRetiredAndAmbiguousColumnsAreNamed() {
        assertThatThrownBy(() -> columns().of(List.of("nonsense", "gone", "Twin", "party")))
                .isInstanceOfSatisfying(ProblemException.class, problem -> {
                    assertThat(problem.status().value()).isEqualTo(400);
                    assertThat(problem.errors())
                            .extracting(ProblemException.FieldError::pointer)
                            .containsExactly("/columns/nonsense", "/columns/gone", "/columns/Twin");
                });
    }

    @Test
    void twoColumnsCannotStandForTheSame() {
        assertThatThrownBy(() -> columns().of(List.of("party", "Political party")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("stand for the same");
    }

    @Test
    void aMappingGoesFirst() {
        var columns = new Columns(
                CATALOG,
                new java.util.HashMap<>(Map.of("Partei", "fields.party")) {
                    {
                        put("note", null);
                    }
                },
                false);
        assertThat(columns.of(List.of("partei", "note")))
                .containsExactly(new Target.Field(PARTY), new Target.Ignored());
        assertThatThrownBy(() -> columns.of(List.of("party")))
                .hasMessageContaining("2 columns")
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> new Columns(CATALOG, Map.of("a", "fields.nonsense"), false).of(List.of("a")))
                .hasMessageContaining("fields.nonsense");
    }

    @Test
    void unknownColumnsBecomeFieldsWithFreeKeys() {
        var columns = new Columns(CATALOG, Collections.emptyMap(), true);
        assertThat(columns.of(List.of("Shoe size", "Größe (cm)", "42", "gone", "!!!")))
                .containsExactly(
                        new Target.NewField("shoe_size", "Shoe size"),
                        new Target.NewField("gr_e_cm", "Größe (cm)"),
                        new Target.NewField("field_42", "42"),
                        new Target.NewField("gone_2", "gone"),
                        new Target.NewField("field_", "!!!"));
    }

    @Test
    void theKeyIsASelectorThatIdentifies() {
        assertThat(columns().key("email")).isEqualTo(new Target.Hot("email"));
        assertThat(columns().key("id")).isEqualTo(new Target.Id());
        assertThat(columns().key("fields.party")).isEqualTo(new Target.Field(PARTY));
        for (String other : List.of("version", "nonsense", "fields.gone")) {
            assertThatThrownBy(() -> columns().key(other)).isInstanceOf(ProblemException.class);
        }
    }

    private static Columns columns() {
        return new Columns(CATALOG, Collections.emptyMap(), false);
    }

    private static AttributeDefinition field(int id, String key, String label, boolean retired) {
        return new AttributeDefinition(
                id,
                key,
                label,
                AttributeType.TEXT,
                false,
                false,
                false,
                false,
                List.of(),
                AttributeConstraints.NONE,
                null,
                id,
                retired,
                1);
    }
}
