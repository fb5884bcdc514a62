package dev.cohort.contacts;

import dev.cohort.kernel.Caller;
import java.io.InputStream;

/** Loads fields and contacts from files; what a user's import does, without the job round it. Idempotent. */
public interface ContactImport {

    /**
     * Defines the fields of a definitions file (JSON, {@code {"items": [field]}} as the API writes them) that are not
     * there yet. Fields that exist keep their definition.
     */
    void defineFields(Caller caller, InputStream definitions);

    /**
     * Creates or updates contacts from CSV with a header of selectors, field keys or labels. Rows with an
     * {@code externalId} that exists update that contact.
     *
     * @throws IllegalArgumentException if a row was refused, naming the first
     */
    void load(Caller caller, InputStream csv);
}
