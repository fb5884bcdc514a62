package dev.cohort.contacts.search;

import dev.cohort.contacts.attribute.ValueKey;
import dev.cohort.contacts.attribute.ValueKeys;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The columns by which a text, number or other value is compared, and the comparisons themselves. All but "contains"
 * compare {@code bytea} with operators that are leakproof, so they keep their index under row-level security.
 *
 * @param key the first 200 code points of a folded text, or the whole key of another value
 * @param rest set only where a text is longer
 * @param folded the whole folded text
 */
record Columns(String key, String rest, String folded) {

    /** Alias {@code e}, inside EXISTS. */
    static final Columns OF_ENTRY = new Columns("e.sort_key", "e.key_rest", "coalesce(e.folded, e.value_text)");

    private static final byte[] NO_REST = {};

    /** Those of a hot text. What is beyond 200 code points is folded by contacts.folded(). */
    static Columns of(Selector.HotText hot) {
        return new Columns(hot.key(), hot.rest(), hot.folded());
    }

    /** Adds the condition that the value passes {@code operator}, negations read as what they negate. */
    void test(Sql sql, Operator operator, List<Operand> operands) {
        switch (operator) {
            case EQUAL, NOT_EQUAL -> equal(sql, ((Operand.Key) operands.getFirst()).key());
            case IN, NOT_IN -> in(sql, operands);
            case GREATER -> sql.add(key).add(">").bind(first(operands));
            case GREATER_OR_EQUAL -> sql.add(key).add(">=").bind(first(operands));
            case LESS -> sql.add(key).add("<").bind(first(operands));
            case LESS_OR_EQUAL -> sql.add(key).add("<=").bind(first(operands));
            case STARTS -> starts(sql, ((Operand.Part) operands.getFirst()).folded());
            case CONTAINS -> contains(sql, ((Operand.Part) operands.getFirst()).folded());
            case EMPTY -> sql.add(key).add("IS NOT NULL");
        }
    }

    private static byte[] first(List<Operand> operands) {
        return ((Operand.Key) operands.getFirst()).key().sortKey();
    }

    /** Only a text of 200 code points or more can share its key with a longer one. */
    private static boolean needsRest(ValueKey value) {
        return value.sortKey().length >= ValueKeys.CODE_POINTS;
    }

    private void equal(Sql sql, ValueKey value) {
        sql.add("(").add(key).add("=").bind(value.sortKey());
        if (needsRest(value)) {
            sql.add("AND coalesce(").add(rest).add(", '') =").bind(value.rest() == null ? NO_REST : value.rest());
        }
        sql.add(")");
    }

    private void in(Sql sql, List<Operand> operands) {
        List<byte[]> whole = new ArrayList<>();
        List<ValueKey> cut = new ArrayList<>();
        for (Operand operand : operands) {
            ValueKey value = ((Operand.Key) operand).key();
            if (needsRest(value)) {
                cut.add(value);
            } else {
                whole.add(value.sortKey());
            }
        }
        sql.add("(").add(key).add("= ANY (").bind(whole.toArray(byte[][]::new)).add(")");
        for (ValueKey value : cut) {
            sql.add("OR");
            equal(sql, value);
        }
        sql.add(")");
    }

    /** A prefix of the text is a prefix of its UTF-8, so a range of keys; beyond 200 code points the whole text. */
    private void starts(Sql sql, String prefix) {
        ValueKey start = ValueKeys.ofFolded(prefix);
        if (start.rest() != null) {
            sql.add("(").add(key).add("=").bind(start.sortKey());
            sql.add("AND starts_with(").add(folded).add(",").bind(prefix).add("))");
            return;
        }
        sql.add("(").add(key).add(">=").bind(start.sortKey());
        byte[] end = after(start.sortKey());
        if (end.length > 0) {
            sql.add("AND").add(key).add("<").bind(end);
        }
        sql.add(")");
    }

    /** The least bytes above everything that starts with {@code prefix}; none if nothing is. */
    static byte[] after(byte[] prefix) {
        int length = prefix.length;
        while (length > 0 && prefix[length - 1] == (byte) 0xFF) {
            length--;
        }
        byte[] end = Arrays.copyOf(prefix, length);
        if (length > 0) {
            end[length - 1]++;
        }
        return end;
    }

    /** Adds the condition that the text contains {@code part}, which is folded. */
    void contains(Sql sql, String part) {
        sql.add("(position(")
                .bind(part.getBytes(StandardCharsets.UTF_8))
                .add("IN")
                .add(key)
                .add(") > 0");
        sql.add("OR").add(rest).add("IS NOT NULL AND position(").bind(part);
        sql.add("IN").add(folded).add(") > 0)");
    }
}
