package dev.cohort.contacts.search;

import cz.jirutka.rsql.parser.RSQLParser;
import cz.jirutka.rsql.parser.RSQLParserException;
import cz.jirutka.rsql.parser.UnknownOperatorException;
import cz.jirutka.rsql.parser.ast.ComparisonNode;
import cz.jirutka.rsql.parser.ast.ComparisonOperator;
import cz.jirutka.rsql.parser.ast.LogicalNode;
import cz.jirutka.rsql.parser.ast.LogicalOperator;
import cz.jirutka.rsql.parser.ast.Node;
import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads RSQL into a {@link Filter}. Bounds: parentheses 5 deep as written, 20 conditions, 200 values in a list; more
 * is 422. An unknown or retired selector, an operator that the type lacks, and a value that does not parse are 400.
 */
final class FilterParser {

    static final int DEEPEST = 5;
    static final int MOST_CONDITIONS = 20;
    static final int MOST_VALUES = 200;

    private static final RSQLParser RSQL = new RSQLParser(Arrays.stream(Operator.values())
            .map(operator -> new ComparisonOperator(operator.symbol(), operator.takesList()))
            .collect(Collectors.toSet()));

    private final AttributeCatalog catalog;
    private int conditions;

    private FilterParser(AttributeCatalog catalog) {
        this.catalog = catalog;
    }

    /** The filter that {@code text} says; everything if it is null or blank. */
    static Filter parse(AttributeCatalog catalog, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return new Filter.All();
        }
        requireShallow(text);
        return new FilterParser(catalog).filter(tree(text));
    }

    /** The library descends recursively, so depth is bounded before it sees the text. */
    private static void requireShallow(String text) {
        int depth = 0;
        char quote = 0;
        char before = ' ';
        int lists = 0;
        for (int at = 0; at < text.length(); at++) {
            char sign = text.charAt(at);
            if (quote != 0) {
                if (sign == '\\') {
                    at++;
                } else if (sign == quote) {
                    quote = 0;
                }
            } else if (sign == '\'' || sign == '"') {
                quote = sign;
            } else if (sign == '(' && before == '=') {
                lists++;
            } else if (sign == '(') {
                depth++;
            } else if (sign == ')' && lists > 0) {
                lists--;
            } else if (sign == ')') {
                depth--;
            }
            if (depth > DEEPEST || lists > 1) {
                throw Refused.tooMuch(
                        "filter", "filter-too-deep", "A filter nests at most " + DEEPEST + " parentheses.");
            }
            if (!Character.isWhitespace(sign)) {
                before = sign;
            }
        }
    }

    private static Node tree(String text) {
        try {
            return RSQL.parse(text);
        } catch (RSQLParserException malformed) {
            if (malformed.getCause() instanceof UnknownOperatorException unknown) {
                String operator = unknown.getOperator();
                throw ProblemException.badParameter(
                        "filter",
                        "unknown-operator",
                        "There is no operator " + Refused.shown(operator == null ? "of that name" : operator)
                                + "; known are "
                                + Arrays.stream(Operator.values())
                                        .map(Operator::symbol)
                                        .collect(Collectors.joining(" "))
                                + ".");
            }
            throw ProblemException.badParameter(
                    "filter",
                    "malformed-filter",
                    "The filter \"" + Refused.shown(text) + "\" is not RSQL: conditions are selector, operator, value;"
                            + " ';' is and, ',' is or; other values than letters, digits and -_. need quotes.");
        }
    }

    private Filter filter(Node node) {
        if (node instanceof ComparisonNode comparison) {
            return condition(comparison);
        }
        LogicalNode group = (LogicalNode) node;
        boolean and = group.getOperator() == LogicalOperator.AND;
        List<Filter> parts = new ArrayList<>();
        for (Node child : group) {
            Filter part = filter(child);
            if (and && part instanceof Filter.And inner) {
                parts.addAll(inner.parts());
            } else if (!and && part instanceof Filter.Or inner) {
                parts.addAll(inner.parts());
            } else {
                parts.add(part);
            }
        }
        return and ? new Filter.And(parts) : new Filter.Or(parts);
    }

    private Filter condition(ComparisonNode comparison) {
        if (++conditions > MOST_CONDITIONS) {
            throw Refused.tooMuch(
                    "filter", "filter-too-long", "A filter holds at most " + MOST_CONDITIONS + " conditions.");
        }
        if (comparison.getArguments().size() > MOST_VALUES) {
            throw Refused.tooMuch(
                    "filter",
                    "list-too-long",
                    "The list of " + Refused.shown(comparison.getSelector()) + " holds more than " + MOST_VALUES
                            + " values.");
        }
        Selector selector = Selectors.of(catalog, comparison.getSelector());
        Operator operator = Operator.of(comparison.getOperator().getSymbol());
        if (!selector.has(operator)) {
            throw Refused.at(
                    selector.text(),
                    "operator-not-allowed",
                    "The operator " + operator.symbol() + " does not apply to " + selector.text() + "; these do: "
                            + Arrays.stream(Operator.values())
                                    .filter(selector::has)
                                    .map(Operator::symbol)
                                    .collect(Collectors.joining(" "))
                            + ".");
        }
        return new Filter.Condition(
                selector,
                operator,
                comparison.getArguments().stream()
                        .map(text -> Operands.of(selector, operator, text))
                        .toList());
    }
}
