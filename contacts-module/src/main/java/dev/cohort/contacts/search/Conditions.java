package dev.cohort.contacts.search;

import dev.cohort.contacts.search.Filter.Condition;
import dev.cohort.kernel.TenantId;
import java.time.Instant;
import java.util.List;

/**
 * The WHERE of a filter, over the contact {@code c}. Each condition on a field is an EXISTS by the primary key; a group
 * of alternatives that can each be found by an index becomes one set of ids.
 */
final class Conditions {

    private final TenantId tenant;
    private final Source source;
    private final boolean probing;

    /** @param probing whether each contact is tested, of several in an order; else sets of ids may be made first */
    Conditions(Source source, boolean probing) {
        this.tenant = source.tenant();
        this.source = source;
        this.probing = probing;
    }

    /** Adds {@code filter} as one boolean expression. */
    void add(Sql sql, Filter filter) {
        switch (filter) {
            case Filter.All all -> sql.add("TRUE");
            case Filter.And and -> group(sql, and.parts(), "AND");
            case Filter.Or or -> {
                if (!probing && or.parts().stream().allMatch(Conditions::hasIndex)) {
                    oneOf(sql, or.parts());
                } else {
                    group(sql, or.parts(), "OR");
                }
            }
            case Condition condition -> condition(sql, condition);
        }
    }

    private void group(Sql sql, List<Filter> parts, String connective) {
        sql.add("(");
        for (int at = 0; at < parts.size(); at++) {
            if (at > 0) {
                sql.add(connective);
            }
            add(sql, parts.get(at));
        }
        sql.add(")");
    }

    private void condition(Sql sql, Condition condition) {
        switch (condition.selector()) {
            case Selector.Id id -> id(sql, condition);
            case Selector.Moment moment -> moment(sql, moment, condition);
            case Selector.HotText hot -> hot(sql, hot, condition);
            case Selector.Field field -> field(sql, field, condition);
        }
    }

    private static void id(Sql sql, Condition condition) {
        if (condition.operator() == Operator.EMPTY) {
            sql.add(isFlagged(condition) ? "FALSE" : "TRUE");
            return;
        }
        Long[] ids = condition.operands().stream()
                .map(operand -> ((Operand.ContactId) operand).value())
                .toArray(Long[]::new);
        compare(sql, "c.contact_id", condition.operator(), ids, ids[0]);
    }

    private static void moment(Sql sql, Selector.Moment moment, Condition condition) {
        if (condition.operator() == Operator.EMPTY) {
            sql.add(isFlagged(condition) ? "FALSE" : "TRUE");
            return;
        }
        Instant[] moments = condition.operands().stream()
                .map(operand -> ((Operand.Point) operand).value())
                .toArray(Instant[]::new);
        compare(sql, moment.column(), condition.operator(), moments, moments[0]);
    }

    private static void compare(Sql sql, String column, Operator operator, Object all, Object first) {
        sql.add(column);
        switch (operator) {
            case EQUAL -> sql.add("=").bind(first);
            case NOT_EQUAL -> sql.add("<>").bind(first);
            case IN -> sql.add("= ANY (").bind(all).add(")");
            case NOT_IN -> sql.add("<> ALL (").bind(all).add(")");
            case GREATER -> sql.add(">").bind(first);
            case GREATER_OR_EQUAL -> sql.add(">=").bind(first);
            case LESS -> sql.add("<").bind(first);
            case LESS_OR_EQUAL -> sql.add("<=").bind(first);
            case CONTAINS, STARTS, EMPTY -> throw new IllegalStateException("not an operator of " + column);
        }
    }

    private static void hot(Sql sql, Selector.HotText hot, Condition condition) {
        if (condition.operator() == Operator.EMPTY) {
            sql.add(hot.key()).add(isFlagged(condition) ? "IS NULL" : "IS NOT NULL");
            return;
        }
        boolean negative = condition.operator().isNegative();
        if (negative) {
            sql.add("(").add(hot.key()).add("IS NULL OR NOT");
        }
        Columns.of(hot).test(sql, condition.operator(), condition.operands());
        if (negative) {
            sql.add(")");
        }
    }

    /** OFFSET 0 keeps the test where it is: one probe of the primary key for each contact, whatever statistics say. */
    private void field(Sql sql, Selector.Field field, Condition condition) {
        boolean missing = condition.operator() == Operator.EMPTY && isFlagged(condition);
        if (missing || condition.operator().isNegative()) {
            sql.add("NOT");
        }
        sql.add("EXISTS (SELECT 1 FROM");
        source.attributes(sql, "e");
        sql.add("WHERE e.tenant_id =").bind(tenant.value()).add("AND e.contact_id = c.contact_id");
        sql.add("AND e.field_id =").bind(field.definition().id()).add("AND");
        Columns.OF_ENTRY.test(sql, condition.operator(), condition.operands());
        sql.add("OFFSET 0)");
    }

    /** Alternatives as one set of ids: with OR between EXISTS no index could start the search. */
    private void oneOf(Sql sql, List<Filter> parts) {
        sql.add("c.contact_id IN (");
        ids(sql, parts);
        sql.add(")");
    }

    /** Adds a SELECT of the ids that pass any of {@code parts}, each of which an index serves; some come again. */
    void ids(Sql sql, List<Filter> parts) {
        for (int at = 0; at < parts.size(); at++) {
            if (at > 0) {
                sql.add("UNION ALL");
            }
            ids(sql, (Condition) parts.get(at));
        }
    }

    /**
     * Adds the same, of each part at most {@code most}: one value's entries are read in the order of its index, which
     * ends there; a bitmap would be made of all of them first.
     */
    void ids(Sql sql, List<Filter> parts, long most) {
        for (int at = 0; at < parts.size(); at++) {
            sql.add(at == 0 ? "(" : "UNION ALL (");
            Condition part = (Condition) parts.get(at);
            ids(sql, part);
            if (part.operator() == Operator.EQUAL && part.selector() instanceof Selector.Field) {
                sql.add("ORDER BY e.contact_id");
            }
            sql.add("LIMIT").bind(most).add(")");
        }
    }

    private void ids(Sql sql, Condition part) {
        if (part.selector() instanceof Selector.Field field) {
            sql.add("SELECT e.contact_id FROM");
            source.attributes(sql, "e");
            sql.add("WHERE e.tenant_id =").bind(tenant.value());
            sql.add("AND e.field_id =").bind(field.definition().id()).add("AND");
            Columns.OF_ENTRY.test(sql, part.operator(), part.operands());
        } else {
            sql.add("SELECT c.contact_id FROM");
            source.contacts(sql);
            sql.add("WHERE c.tenant_id =").bind(tenant.value()).add("AND");
            condition(sql, part);
        }
    }

    /** Whether an index finds what passes. */
    static boolean hasIndex(Filter filter) {
        return filter instanceof Condition condition
                && !condition.operator().isNegative()
                && condition.operator() != Operator.CONTAINS
                && condition.operator() != Operator.EMPTY;
    }

    private static boolean isFlagged(Condition condition) {
        return ((Operand.Flag) condition.operand()).value();
    }
}
