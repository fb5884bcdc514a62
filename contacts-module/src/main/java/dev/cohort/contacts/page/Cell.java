package dev.cohort.contacts.page;

import dev.cohort.kernel.web.Texts;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A value as a page shows it, in one piece or, for a multiple field, several; no piece is no value.
 *
 * @param raw as a person would write it: what an editor starts from, the elements of a multiple field line by line
 */
record Cell(Column column, List<Piece> pieces, String raw) {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);
    private static final int TONES = 8;

    /**
     * @param href where it leads; null for plain text
     * @param tone 0..7 for a choice of a select, else -1
     * @param moment the instant behind a time that a script shows in the reader's zone
     */
    record Piece(
            String text,
            @Nullable String href,
            int tone,
            @Nullable String moment) {

        static Piece plain(String text) {
            return new Piece(text, null, -1, null);
        }
    }

    /** {@code value} as the API shows it: text, number, boolean, a list of them, or null. */
    static Cell of(Column column, @Nullable Object value) {
        if (value == null) {
            return new Cell(column, List.of(), "");
        }
        List<?> elements = value instanceof List<?> list ? list : List.of(value);
        return new Cell(
                column,
                elements.stream().map(element -> piece(column, element)).toList(),
                String.join("\n", elements.stream().map(Cell::written).toList()));
    }

    public boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** All pieces in one line. */
    public String text() {
        return String.join(", ", pieces.stream().map(Piece::text).toList());
    }

    private static Piece piece(Column column, Object value) {
        String written = written(value);
        return switch (column.type()) {
            case "boolean" ->
                Piece.plain(Boolean.TRUE.equals(value) ? Texts.of("contacts.cell.yes") : Texts.of("contacts.cell.no"));
            case "date" -> Piece.plain(date(written));
            case "datetime" -> new Piece(moment(written), null, -1, written);
            case "select" -> new Piece(written, null, tone(column, written), null);
            case "email" -> new Piece(written, "mailto:" + written, -1, null);
            case "phone" -> new Piece(written, "tel:" + written.replaceAll("[^+0-9]", ""), -1, null);
            case "url" ->
                new Piece(
                        written.replaceFirst("^https?://(www\\.)?", ""),
                        written.matches("(?i)https?://.*") ? written : null,
                        -1,
                        null);
            case "reference" -> new Piece(written, "/contacts/" + written, -1, null);
            default -> Piece.plain(written);
        };
    }

    private static int tone(Column column, String label) {
        for (int i = 0; i < column.options().size(); i++) {
            if (column.options().get(i).label().equals(label)) {
                return i % TONES;
            }
        }
        return -1;
    }

    private static String written(Object value) {
        return switch (value) {
            case BigDecimal number -> number.toPlainString();
            case Instant instant -> instant.toString();
            default -> String.valueOf(value);
        };
    }

    private static String date(String iso) {
        try {
            return DATE.format(LocalDate.parse(iso));
        } catch (DateTimeException asItIs) {
            return iso;
        }
    }

    /** A moment in words, in UTC; a text that is none stays as it is. */
    static String moment(String iso) {
        try {
            return MOMENT.format(OffsetDateTime.parse(iso).withOffsetSameInstant(ZoneOffset.UTC));
        } catch (DateTimeException asItIs) {
            return iso;
        }
    }
}
