package dev.cohort.contacts.contact;

import dev.cohort.contacts.attribute.ValueKey;
import dev.cohort.contacts.attribute.ValueKeys;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The 24 columns of the hot texts, each with its key and rest, as fragments of statements: all names come from
 * {@link HotField}.
 */
final class HotColumns {

    private static final List<String> SUFFIXES = List.of("", "_key", "_rest");

    private HotColumns() {}

    /** {@code p.external_id, …, p.address_rest}. */
    static String list(String prefix) {
        return join(name -> prefix + name);
    }

    /** {@code external_id = u.external_id, …}. */
    static String assignments(String prefix) {
        return join(name -> name + " = " + prefix + name);
    }

    /** The arguments of {@code unnest}, one array for each column; {@link #bind} fills them. */
    static String arrays() {
        return join(name -> "CAST(:" + name + (isText(name) ? " AS text[])" : " AS bytea[])"));
    }

    /** Binds the columns of these contacts, in their order. */
    static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, List<Map<HotField, String>> contacts) {
        JdbcClient.StatementSpec bound = statement;
        for (HotField field : HotField.values()) {
            String[] texts = new String[contacts.size()];
            byte[][] keys = new byte[contacts.size()][];
            byte[][] rests = new byte[contacts.size()][];
            for (int at = 0; at < texts.length; at++) {
                Map<HotField, String> hot = contacts.get(at);
                texts[at] = hot.get(field);
                String compared = field == HotField.DISPLAY_NAME ? ContactState.displayName(hot) : texts[at];
                if (compared != null) {
                    ValueKey key = ValueKeys.text(compared);
                    keys[at] = key.sortKey();
                    rests[at] = key.rest();
                }
            }
            String name = name(field);
            bound = bound.param(name, texts).param(name + "_key", keys).param(name + "_rest", rests);
        }
        return bound;
    }

    static String name(HotField field) {
        return field.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isText(String name) {
        return !name.endsWith("_key") && !name.endsWith("_rest");
    }

    private static String join(java.util.function.UnaryOperator<String> fragment) {
        return SUFFIXES.stream()
                .flatMap(suffix -> Arrays.stream(HotField.values()).map(field -> name(field) + suffix))
                .map(fragment)
                .collect(Collectors.joining(", "));
    }
}
