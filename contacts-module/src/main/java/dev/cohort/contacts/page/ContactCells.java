package dev.cohort.contacts.page;

import dev.cohort.contacts.search.FoundContact;
import dev.cohort.kernel.web.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A contact as cells: how it is called, and the value of each column. */
record ContactCells(FoundContact contact) {

    private static final int HUES = 8;

    public String id() {
        return contact.id();
    }

    public long version() {
        return contact.version();
    }

    /** What stands for the contact in lists and headings: its name, else whatever it has. */
    public String name() {
        return Stream.of(
                        contact.displayName(),
                        contact.email(),
                        contact.company(),
                        contact.phone(),
                        contact.externalId())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Texts.of("contacts.contact-cells.without-a-name"));
    }

    /** The first letters of the name's first and last word. */
    public String initials() {
        List<String> words = Stream.of(name().split("\\s+"))
                .filter(word -> !word.isEmpty() && Character.isLetterOrDigit(word.codePointAt(0)))
                .toList();
        return (words.size() < 2 ? words.stream() : Stream.of(words.getFirst(), words.getLast()))
                .map(word -> word.substring(0, word.offsetByCodePoints(0, 1)))
                .collect(Collectors.joining())
                .toUpperCase(Locale.ROOT);
    }

    /** A colour that stays the contact's own, 0..7. */
    public int hue() {
        return Math.floorMod(contact.id().hashCode(), HUES);
    }

    public Cell cell(Column column) {
        return Cell.of(column, value(column));
    }

    private @Nullable Object value(Column column) {
        String key = column.key();
        if (key != null) {
            return contact.fields().get(key);
        }
        return switch (column.selector()) {
            case "displayName" -> contact.displayName();
            case "firstName" -> contact.firstName();
            case "lastName" -> contact.lastName();
            case "email" -> contact.email();
            case "phone" -> contact.phone();
            case "company" -> contact.company();
            case "address" -> contact.address();
            case "externalId" -> contact.externalId();
            case "createdAt" -> contact.createdAt();
            case "updatedAt" -> contact.updatedAt();
            default -> null;
        };
    }
}
