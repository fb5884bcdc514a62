package dev.cohort.contacts.attribute;

import dev.cohort.contacts.attribute.ConversionRows.Converted;
import dev.cohort.contacts.attribute.ConversionRows.Stored;
import dev.cohort.kernel.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Copies values of a field into one of another type. What the other type cannot hold is left out and named. */
@Component
class CopyValues {

    private final ConversionRows rows;
    private final DefinitionWrites definitions;

    CopyValues(ConversionRows rows, DefinitionWrites definitions) {
        this.rows = rows;
        this.definitions = definitions;
    }

    /** A value that was not copied; {@code refused}: although the field is required, or for the others' sake. */
    record LeftOut(Stored from, String code, boolean refused) {}

    /** What was copied, and the field with the options that it has by now. */
    record Copied(AttributeDefinition to, int values, List<LeftOut> leftOut) {}

    private record Held(Stored from, Object value) {}

    private record Candidate(Stored from, Object value, ValueKey key) {}

    /** Copies the values of these contacts, of which {@code to} has none. At most four statements. */
    Copied copy(TenantId tenant, AttributeDefinition from, AttributeDefinition to, List<Long> contacts) {
        List<Stored> stored = rows.values(tenant, from, contacts);
        List<LeftOut> leftOut = new ArrayList<>();
        List<Held> values = new ArrayList<>();
        var conversion = new ValueConversion(from, to);
        var options = new Options(to);
        for (Stored one : stored) {
            Optional<Object> value = conversion.value(one.value());
            Object held = value.isPresent() && to.type() == AttributeType.SELECT
                    ? options.id((String) value.get())
                    : value.orElse(null);
            if (held != null) {
                values.add(new Held(one, held));
            } else if (value.isPresent()) {
                leftOut.add(new LeftOut(one, "too-many-options", true));
            } else {
                leftOut.add(new LeftOut(one, "not-convertible", to.required()));
            }
        }
        AttributeDefinition grown = options.field();
        List<Candidate> candidates = new ArrayList<>();
        for (Held one : values) {
            candidates.add(new Candidate(one.from(), one.value(), AttributeValues.key(grown, one.value())));
        }
        List<Candidate> free = to.unique() ? free(tenant, to, candidates, leftOut) : candidates;
        if (!free.isEmpty()) {
            rows.add(tenant, grown, placed(free));
        }
        if (grown.options().size() > to.options().size()) {
            definitions.update(tenant, grown);
        }
        return new Copied(grown, stored.size(), leftOut);
    }

    /** Those whose value nobody has; of two that want one value the first. Deleted contacts hold none. */
    private List<Candidate> free(
            TenantId tenant, AttributeDefinition to, List<Candidate> candidates, List<LeftOut> leftOut) {
        Set<Integer> taken = new HashSet<>(
                rows.taken(tenant, to, candidates.stream().map(Candidate::key).toList()));
        Set<ValueKey> mine = new HashSet<>();
        List<Candidate> free = new ArrayList<>();
        for (int at = 0; at < candidates.size(); at++) {
            Candidate one = candidates.get(at);
            if (!one.from().present() || (!taken.contains(at) && mine.add(one.key()))) {
                free.add(one);
            } else {
                leftOut.add(new LeftOut(one.from(), "taken", true));
            }
        }
        return free;
    }

    /** Positions without gaps. */
    private static List<Converted> placed(List<Candidate> candidates) {
        List<Converted> placed = new ArrayList<>();
        long contact = 0;
        int position = 0;
        for (Candidate one : candidates) {
            position = one.from().contact() == contact ? position + 1 : 0;
            contact = one.from().contact();
            placed.add(new Converted(one.from(), position, one.value(), one.key()));
        }
        return placed;
    }

    /** The options of a select, which grow with the labels that come. */
    private static final class Options {

        private final AttributeDefinition to;
        private final List<AttributeOption> options;
        private final Map<String, AttributeOption> byLabel = new HashMap<>();

        Options(AttributeDefinition to) {
            this.to = to;
            this.options = new ArrayList<>(to.options());
            options.forEach(option -> byLabel.put(ValueKeys.folded(option.label()), option));
        }

        /** Null if there would be too many. */
        @Nullable
        Integer id(String label) {
            String folded = ValueKeys.folded(label);
            AttributeOption known = byLabel.get(folded);
            if (known == null && options.size() < OptionsRequest.MOST) {
                int next =
                        1 + options.stream().mapToInt(AttributeOption::id).max().orElse(0);
                known = new AttributeOption(next, label, options.size(), false);
                options.add(known);
                byLabel.put(folded, known);
            }
            return known == null ? null : known.id();
        }

        AttributeDefinition field() {
            return to.withOptions(options);
        }
    }
}
