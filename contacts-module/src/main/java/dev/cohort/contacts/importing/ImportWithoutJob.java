package dev.cohort.contacts.importing;

import dev.cohort.contacts.ContactImport;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.attribute.FieldDefinitions;
import dev.cohort.contacts.importing.RowRequest.Refusal;
import dev.cohort.kernel.Caller;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The import that other modules call: at once, in transactions of 500 rows. */
@Component
class ImportWithoutJob implements ContactImport {

    private static final int BATCH = 500;

    private final AttributeCatalogs catalogs;
    private final FieldDefinitions definitions;
    private final RowWriter writer;
    private final TransactionTemplate transaction;
    private final JsonMapper json;

    ImportWithoutJob(
            AttributeCatalogs catalogs,
            FieldDefinitions definitions,
            RowWriter writer,
            TransactionTemplate transaction,
            JsonMapper json) {
        this.catalogs = catalogs;
        this.definitions = definitions;
        this.writer = writer;
        this.transaction = transaction;
        this.json = json;
    }

    @Override
    public void defineFields(Caller caller, InputStream file) {
        definitions.define(caller, json.readTree(file).path("items"), FieldDefinitions.Existing.KEEP, false);
    }

    @Override
    public void load(Caller caller, InputStream csv) {
        var columns = new Columns(catalogs.reload(caller.tenant()), Map.of(), false);
        Target key = columns.key(ImportRequest.DEFAULT_KEY);
        var reader = new RowReader(columns, key, false);
        try (RowSource source = FileFormat.CSV.open(csv)) {
            columns.of(source.header());
            List<RowRequest> batch = new ArrayList<>();
            for (Row row = source.next(); row != null; row = source.next()) {
                batch.add(reader.read(row));
                if (batch.size() == BATCH) {
                    write(caller, key, batch);
                    batch.clear();
                }
            }
            write(caller, key, batch);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void write(Caller caller, Target key, List<RowRequest> batch) {
        transaction.executeWithoutResult(status -> {
            for (RowOutcome outcome : writer.write(caller, key, batch)) {
                if (outcome.status() == RowOutcome.Status.FAILED) {
                    Refusal first = outcome.refusals().getFirst();
                    throw new IllegalArgumentException(
                            "row " + outcome.row() + ", column " + first.column() + ": " + first.message());
                }
            }
        });
    }
}
