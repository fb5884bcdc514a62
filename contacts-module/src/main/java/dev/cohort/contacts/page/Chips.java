package dev.cohort.contacts.page;

import dev.cohort.kernel.web.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The filter of the table as chips: one for each condition, in boxes where groups nest. */
final class Chips {

    private static final int VALUES_SHOWN = 3;

    private Chips() {}

    /**
     * The filter in chips.
     *
     * @param any whether one of them is enough
     * @param flipped the address where it is the other way round; null with fewer than two chips
     */
    record Bar(List<Chip> chips, boolean any, @Nullable String flipped) {

        public boolean isEmpty() {
            return chips.isEmpty();
        }
    }

    /**
     * A chip, or a group of them.
     *
     * @param joint the word in front of it, {@code or}, {@code and} or nothing
     * @param at the place in the filter
     * @param any whether it, or one of its neighbours, is enough
     * @param without the address of the table without it
     * @param parts of a group; empty for a condition
     */
    record Chip(
            String joint,
            String at,
            boolean any,
            String without,
            List<Chip> parts,
            @Nullable Column column,
            String label,
            String operator,
            String symbol,
            List<String> values) {

        public boolean isGroup() {
            return !parts.isEmpty();
        }

        /** The values in words, the first few of many. */
        public String shown() {
            if (symbol.equals(FilterOperator.EMPTY.symbol())) {
                return "";
            }
            String first = String.join(
                    ", ", values.stream().limit(VALUES_SHOWN).map(this::word).toList());
            return values.size() > VALUES_SHOWN ? first + " +" + (values.size() - VALUES_SHOWN) : first;
        }

        private String word(String value) {
            boolean isTruth = column != null && column.type().equals("boolean");
            return !isTruth
                    ? value
                    : value.equals("true") ? Texts.of("contacts.cell.yes") : Texts.of("contacts.cell.no");
        }

        /** The values line by line, as the editor has them. */
        public String lines() {
            return String.join("\n", values);
        }
    }

    static Bar of(ListQuery query, Columns columns) {
        Optional<FilterTree> tree = FilterTree.parse(query.filter());
        if (tree.isEmpty()) {
            return new Bar(List.of(), false, null);
        }
        FilterTree all = tree.get();
        if (all instanceof FilterTree.Group group) {
            String flipped = query.withFilter(group.flipped().text()).href();
            return new Bar(parts(query, columns, all, group, ""), !group.and(), flipped);
        }
        return new Bar(List.of(chip(query, columns, all, all, "", "", false)), false, null);
    }

    private static List<Chip> parts(
            ListQuery query, Columns columns, FilterTree all, FilterTree.Group group, String at) {
        List<Chip> chips = new ArrayList<>();
        for (int i = 0; i < group.parts().size(); i++) {
            String place = at.isEmpty() ? Integer.toString(i) : at + "." + i;
            String joint = i == 0 ? "" : group.and() ? Texts.of("contacts.chips.and") : Texts.of("contacts.chips.or");
            chips.add(chip(query, columns, all, group.parts().get(i), place, joint, !group.and()));
        }
        return chips;
    }

    private static Chip chip(
            ListQuery query, Columns columns, FilterTree all, FilterTree part, String at, String joint, boolean any) {
        String without = query.withFilter(
                        all.replaced(at, null).map(FilterTree::text).orElse(null))
                .href();
        return switch (part) {
            case FilterTree.Group group ->
                new Chip(joint, at, any, without, parts(query, columns, all, group, at), null, "", "", "", List.of());
            case FilterTree.Condition condition -> {
                Column column = columns.named(condition.selector());
                String type = column == null ? "text" : column.type();
                yield new Chip(
                        joint,
                        at,
                        any,
                        without,
                        List.of(),
                        column,
                        columns.label(condition.selector()),
                        words(condition, type),
                        condition.operator().symbol(),
                        condition.values());
            }
        };
    }

    private static String words(FilterTree.Condition condition, String type) {
        boolean isNotEmpty = condition.operator() == FilterOperator.EMPTY
                && condition.values().contains("false");
        return isNotEmpty
                ? Texts.of("contacts.chips.is-not-empty")
                : condition.operator().words(type);
    }
}
