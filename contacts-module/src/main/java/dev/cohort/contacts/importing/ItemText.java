package dev.cohort.contacts.importing;

import java.util.ArrayList;
import java.util.List;

/**
 * The items of a multiple field in one cell: joined by {@code ;}, inside an item {@code ;} and {@code \} behind a
 * {@code \}.
 */
public final class ItemText {

    private ItemText() {}

    /** The cell of {@code items}; public for exporting. */
    public static String join(List<String> items) {
        if (items.size() == 1
                && items.getFirst().indexOf(';') < 0
                && items.getFirst().indexOf('\\') < 0) {
            return items.getFirst();
        }
        var cell = new StringBuilder();
        for (String item : items) {
            if (!cell.isEmpty()) {
                cell.append(';');
            }
            for (int at = 0; at < item.length(); at++) {
                char sign = item.charAt(at);
                if (sign == ';' || sign == '\\') {
                    cell.append('\\');
                }
                cell.append(sign);
            }
        }
        return cell.toString();
    }

    /** The items of a cell; blank ones are left out. A {@code \} before any other character is itself. */
    static List<String> split(String cell) {
        List<String> items = new ArrayList<>();
        var item = new StringBuilder();
        for (int at = 0; at < cell.length(); at++) {
            char sign = cell.charAt(at);
            boolean escapes = sign == '\\'
                    && at + 1 < cell.length()
                    && (cell.charAt(at + 1) == ';' || cell.charAt(at + 1) == '\\');
            if (escapes) {
                item.append(cell.charAt(++at));
            } else if (sign == ';') {
                addTo(items, item);
            } else {
                item.append(sign);
            }
        }
        addTo(items, item);
        return items;
    }

    private static void addTo(List<String> items, StringBuilder item) {
        if (!item.toString().isBlank()) {
            items.add(item.toString());
        }
        item.setLength(0);
    }
}
