package dev.cohort.contacts.exporting;

import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.importing.ColumnNames;
import dev.cohort.contacts.importing.ItemText;
import dev.cohort.contacts.search.FoundContact;
import dev.cohort.kernel.csv.CsvText;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A line for each contact under a header of selectors: id, properties, times, then the fields in display order. Items
 * of multiple fields are joined as {@link ItemText} says, cells are guarded as {@link CsvText} says.
 */
final class ContactCsv implements ContactLines {

    private static final List<String> PROPERTIES = List.of(
            "id",
            "externalId",
            "firstName",
            "lastName",
            "displayName",
            "email",
            "phone",
            "company",
            "address",
            "createdAt",
            "updatedAt");

    private final Supplier<List<AttributeDefinition>> fields;
    private List<AttributeDefinition> columns = List.of();

    /** {@code fields}: asked once, for the header. A field that is defined while the export runs is not in it. */
    ContactCsv(Supplier<List<AttributeDefinition>> fields) {
        this.fields = fields;
    }

    @Override
    public void appendHeader(StringBuilder out) {
        columns = fields.get();
        List<@Nullable String> header = new ArrayList<>(PROPERTIES);
        columns.forEach(field -> header.add(ColumnNames.of(field)));
        CsvText.appendLine(out, header);
    }

    @Override
    public void append(StringBuilder out, FoundContact contact) {
        List<@Nullable String> cells = new ArrayList<>(PROPERTIES.size() + columns.size());
        cells.add(contact.id());
        cells.add(contact.externalId());
        cells.add(contact.firstName());
        cells.add(contact.lastName());
        cells.add(contact.displayName());
        cells.add(contact.email());
        cells.add(contact.phone());
        cells.add(contact.company());
        cells.add(contact.address());
        cells.add(contact.createdAt().toString());
        cells.add(contact.updatedAt().toString());
        for (AttributeDefinition field : columns) {
            cells.add(cell(contact.fields().get(field.key())));
        }
        CsvText.appendLine(out, cells);
    }

    private static @Nullable String cell(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case List<?> items ->
                ItemText.join(items.stream().map(ContactCsv::text).toList());
            default -> text(value);
        };
    }

    private static String text(Object value) {
        return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
