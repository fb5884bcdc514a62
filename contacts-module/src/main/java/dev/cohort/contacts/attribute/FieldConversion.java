package dev.cohort.contacts.attribute;

import dev.cohort.kernel.Caller;
import dev.cohort.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Says what a change of a field's type would do to its values, before anything is done. */
@Component
class FieldConversion {

    private static final int SAMPLES = 5;
    private static final int FETCHED = 1_000;

    private static final String VALUES = "SELECT " + AttributeValues.SQL_TEXT + """
             AS shown
            FROM contacts.attribute_entry e
            WHERE e.tenant_id = :tenant AND e.field_id = :id
            """;

    private final JdbcClient jdbc;
    private final DefinitionRows rows;

    FieldConversion(JdbcClient jdbc, DefinitionRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** One value before and after; {@code to} is null unless converted. */
    record Sample(Object from, @Nullable Object to, String outcome) {}

    /**
     * What became of all values, by number.
     *
     * @param emptied values that the new type cannot express and that would be left out
     * @param refused values that would be left out too, though the field is required, or because they would clash in a
     *     unique field or be one option too many
     */
    record Outcomes(long converted, long emptied, long refused, List<Sample> samples) {}

    /**
     * Tries every value of the field. Two statements; memory is bounded, whatever the number of values, unless the
     * field is unique.
     *
     * @throws ProblemException 404 for an unknown field
     */
    @Transactional(readOnly = true)
    public Outcomes dryRun(Caller caller, String key, AttributeType to) {
        AttributeDefinition field = FieldDefinitions.existing(rows.catalog(caller.tenant()), key);
        var trial = new Trial(field, to);
        jdbc.sql(VALUES)
                .withFetchSize(FETCHED)
                .param("tenant", caller.tenant().value())
                .param("id", field.id())
                .query(row -> {
                    trial.add(AttributeValues.fromText(field, row.getString("shown")));
                });
        return trial.outcomes();
    }

    private static final class Trial {

        private final AttributeDefinition field;
        private final AttributeType to;
        private final ValueConversion conversion;
        private final Map<String, Long> counts = new HashMap<>();
        private final List<Sample> samples = new ArrayList<>();
        private final Set<Object> distinct = new HashSet<>();

        Trial(AttributeDefinition field, AttributeType to) {
            this.field = field;
            this.to = to;
            this.conversion = new ValueConversion(field, to);
        }

        void add(Object value) {
            Optional<Object> converted = conversion.shown(value);
            String outcome = outcome(converted);
            long before = counts.merge(outcome, 1L, Long::sum);
            if (before <= SAMPLES) {
                Object shown = outcome.equals("converted") ? converted.orElse(null) : null;
                samples.add(new Sample(AttributeValues.json(field, value), shown, outcome));
            }
        }

        private String outcome(Optional<Object> converted) {
            if (converted.isEmpty()) {
                return field.required() ? "refused" : "emptied";
            }
            boolean counted = field.unique() || to == AttributeType.SELECT;
            if (!counted) {
                return "converted";
            }
            Object form = converted.get() instanceof String text ? ValueKeys.folded(text) : converted.get();
            boolean isNew = distinct.add(form);
            if (field.unique() && !isNew) {
                return "refused";
            }
            return to == AttributeType.SELECT && distinct.size() > OptionsRequest.MOST ? "refused" : "converted";
        }

        Outcomes outcomes() {
            return new Outcomes(
                    counts.getOrDefault("converted", 0L),
                    counts.getOrDefault("emptied", 0L),
                    counts.getOrDefault("refused", 0L),
                    samples);
        }
    }
}
