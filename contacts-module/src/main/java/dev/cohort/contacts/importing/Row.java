package dev.cohort.contacts.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a file, or the reason why it is none.
 *
 * @param number 1-based; the header is not counted
 * @param columns names in the file; the same list for every row of a CSV file
 * @param cells one for each column; null: the row says nothing about that column
 * @param refusal why the row cannot be used at all; then it has no cells
 */
record Row(
        long number,
        List<String> columns,
        List<@Nullable Cell> cells,
        @Nullable String refusal) {

    /** What a row says about a column. */
    sealed interface Cell {

        /** A text, which a multiple field splits into items. {@code ""} is an empty cell. */
        record Text(String text) implements Cell {}

        /** Items that the file itself keeps apart. */
        record Items(List<String> items) implements Cell {}

        /** The value is to be cleared, whatever empty cells mean. */
        record Clear() implements Cell {}
    }

    static Row refused(long number, String refusal) {
        return new Row(number, List.of(), List.of(), refusal);
    }
}
