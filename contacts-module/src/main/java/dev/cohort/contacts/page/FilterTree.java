package dev.cohort.contacts.page;

import cz.jirutka.rsql.parser.RSQLParser;
import cz.jirutka.rsql.parser.RSQLParserException;
import cz.jirutka.rsql.parser.ast.ComparisonNode;
import cz.jirutka.rsql.parser.ast.ComparisonOperator;
import cz.jirutka.rsql.parser.ast.LogicalNode;
import cz.jirutka.rsql.parser.ast.LogicalOperator;
import cz.jirutka.rsql.parser.ast.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A filter as the builder edits it: conditions in groups. A place in it is a path of child numbers, {@code 0.2}; the
 * whole is the empty path. What a filter means is the search's business; here it only keeps its form.
 */
sealed interface FilterTree {

    /** How deep and long a text may be before it is not even read; the search's own bounds are tighter. */
    int MOST_PARENTHESES = 60;

    RSQLParser PARSER = new RSQLParser(Arrays.stream(FilterOperator.values())
            .map(operator -> new ComparisonOperator(operator.symbol(), operator.takesList()))
            .collect(Collectors.toSet()));

    record Condition(String selector, FilterOperator operator, List<String> values) implements FilterTree {}

    record Group(boolean and, List<FilterTree> parts) implements FilterTree {
        public Group {
            parts = List.copyOf(parts);
        }
    }

    /** The tree of a text; empty for no filter and for one that cannot be read. */
    static Optional<FilterTree> parse(@Nullable String text) {
        boolean readable = text != null
                && !text.isBlank()
                && text.chars().filter(sign -> sign == '(').count() <= MOST_PARENTHESES;
        if (!readable) {
            return Optional.empty();
        }
        try {
            return Optional.of(tree(PARSER.parse(text)));
        } catch (RSQLParserException malformed) {
            return Optional.empty();
        }
    }

    private static FilterTree tree(Node node) {
        if (node instanceof ComparisonNode comparison) {
            String symbol = comparison.getOperator().getSymbol();
            return new Condition(
                    comparison.getSelector(),
                    FilterOperator.ofSymbol(symbol).orElseThrow(),
                    List.copyOf(comparison.getArguments()));
        }
        LogicalNode group = (LogicalNode) node;
        List<FilterTree> parts = new ArrayList<>();
        group.forEach(part -> parts.add(tree(part)));
        return new Group(group.getOperator() == LogicalOperator.AND, parts);
    }

    /** As RSQL, with parentheses only where they are needed. */
    default String text() {
        return switch (this) {
            case Condition condition ->
                condition.selector() + condition.operator().symbol() + values(condition);
            case Group group ->
                group.parts().stream()
                        .map(part -> part instanceof Group inner && group.and() && !inner.and()
                                ? "(" + part.text() + ")"
                                : part.text())
                        .collect(Collectors.joining(group.and() ? ";" : ","));
        };
    }

    private static String values(Condition condition) {
        List<String> quoted =
                condition.values().stream().map(FilterTree::quoted).toList();
        return condition.operator().takesList() ? "(" + String.join(",", quoted) + ")" : quoted.getFirst();
    }

    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_.-]+")
                ? value
                : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** {@code filter} with one more condition in its outermost group; both must hold if there is no group yet. */
    static FilterTree with(Optional<FilterTree> filter, FilterTree condition) {
        return filter.map(tree -> tree.addedTo("", condition)).orElse(condition);
    }

    private static FilterTree join(boolean and, FilterTree tree, FilterTree other) {
        List<FilterTree> parts =
                new ArrayList<>(tree instanceof Group group && group.and() == and ? group.parts() : List.of(tree));
        parts.add(other);
        return new Group(and, parts);
    }

    /** The tree with one more part in the group at {@code path}; a lone condition there becomes a group of both. */
    default FilterTree addedTo(String path, FilterTree part) {
        boolean and = at(path).map(old -> !(old instanceof Group group) || group.and())
                .orElse(true);
        return joinedAt(path, and, part);
    }

    /** The tree in which {@code part} stands beside what stands at {@code path}, both or one of them to hold. */
    default FilterTree joinedAt(String path, boolean and, FilterTree part) {
        return at(path).map(old -> replaced(path, join(and, old, part)).orElse(part))
                .orElse(this);
    }

    /** The same conditions, all to hold where one was enough, and the other way round. */
    default FilterTree flipped() {
        return this instanceof Group group ? new Group(!group.and(), group.parts()) : this;
    }

    /** What stands at {@code path}. */
    default Optional<FilterTree> at(String path) {
        if (path.isEmpty()) {
            return Optional.of(this);
        }
        int index = first(path);
        return this instanceof Group group
                        && index >= 0
                        && index < group.parts().size()
                ? group.parts().get(index).at(rest(path))
                : Optional.empty();
    }

    /** The tree with {@code other} at {@code path}, null takes away what stands there; empty if nothing stays. */
    default Optional<FilterTree> replaced(String path, @Nullable FilterTree other) {
        if (path.isEmpty()) {
            return Optional.ofNullable(other);
        }
        if (!(this instanceof Group group)) {
            return Optional.of(this);
        }
        List<FilterTree> parts = new ArrayList<>();
        for (int i = 0; i < group.parts().size(); i++) {
            FilterTree part = group.parts().get(i);
            if (i == first(path)) {
                part.replaced(rest(path), other).ifPresent(parts::add);
            } else {
                parts.add(part);
            }
        }
        return switch (parts.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(parts.getFirst());
            default -> Optional.of(new Group(group.and(), parts));
        };
    }

    private static int first(String path) {
        String head = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
        return head.matches("\\d{1,3}") ? Integer.parseInt(head) : -1;
    }

    private static String rest(String path) {
        return path.contains(".") ? path.substring(path.indexOf('.') + 1) : "";
    }
}
