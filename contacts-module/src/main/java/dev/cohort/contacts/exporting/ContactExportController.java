package dev.cohort.contacts.exporting;

import dev.cohort.contacts.search.ContactQuery;
import dev.cohort.contacts.search.ContactStream;
import dev.cohort.contacts.search.FoundContact;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.query.QueryBudget;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /api/v1/contacts/export}. The request's own thread writes the answer, so tenant, counting and time are
 * those of any request, and however long an export takes, no timeout of asynchronous requests cuts it off.
 */
@RestController
class ContactExportController {

    private final ContactStream stream;
    private final JsonMapper json;

    ContactExportController(ContactStream stream, JsonMapper json) {
        this.stream = stream;
        this.json = json;
    }

    /**
     * The contacts that match, in the order of {@code sort}. A stable keyset walk: one statement for each 500 contacts.
     * What is wrong with the request is answered before the first byte; a failure after it cuts the connection, so
     * that nobody takes a part for the whole.
     */
    @QueryBudget(inserts = 0, updates = 0, deletes = 0, copies = 0, transactions = 0)
    @GetMapping("/api/v1/contacts/export")
    void export(
            Caller caller,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(required = false) @Nullable String filter,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(required = false) @Nullable String fields,
            @RequestParam(required = false) @Nullable String q,
            HttpServletResponse response)
            throws IOException {
        ExportFormat chosen = ExportFormat.of(format);
        var query = new ContactQuery(filter, sort, fields, q, null);
        var lines = switch (chosen) {
            case CSV -> new ContactCsv(() -> stream.columns(caller.tenant(), query));
            case NDJSON -> new ContactNdjson(json);
        };
        var answer = new ExportAnswer(chosen, lines, response);
        try {
            stream.contacts(caller.tenant(), query, answer::add);
        } catch (UncheckedIOException clientIsGone) {
            throw clientIsGone.getCause();
        }
        answer.end();
    }

    /** Writes lines in pieces of some 64 thousand characters, whatever the size of a batch. */
    private static final class ExportAnswer {

        private static final int PIECE = 1 << 16;

        private final ContactLines lines;
        private final HttpServletResponse response;
        private final StringBuilder pending = new StringBuilder();
        private boolean begun;

        ExportAnswer(ExportFormat format, ContactLines lines, HttpServletResponse response) {
            this.lines = lines;
            this.response = response;
            response.setContentType(format.mediaType());
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"contacts." + format.extension() + "\"");
        }

        void add(List<FoundContact> contacts) {
            begin();
            for (FoundContact contact : contacts) {
                lines.append(pending, contact);
                if (pending.length() >= PIECE) {
                    write();
                }
            }
            write();
        }

        void end() {
            begin();
            write();
        }

        private void begin() {
            if (!begun) {
                lines.appendHeader(pending);
                begun = true;
            }
        }

        private void write() {
            try {
                response.getOutputStream().write(pending.toString().getBytes(StandardCharsets.UTF_8));
                response.flushBuffer();
            } catch (IOException clientIsGone) {
                throw new UncheckedIOException(clientIsGone);
            }
            pending.setLength(0);
        }
    }
}
