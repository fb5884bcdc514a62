package dev.cohort.contacts.importing;

import dev.cohort.contacts.attribute.Texts;
import dev.cohort.contacts.attribute.ValueKey;
import dev.cohort.contacts.contact.ContactChange;
import dev.cohort.contacts.contact.ContactOutcome;
import dev.cohort.contacts.contact.ContactWriter;
import dev.cohort.contacts.contact.HotField;
import dev.cohort.contacts.importing.ContactMatches.Match;
import dev.cohort.contacts.importing.RowRequest.Refusal;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes a batch of rows: finds whom they mean, and creates or changes them. */
@Component
class RowWriter {

    private final ContactMatches matches;
    private final ContactWriter contacts;

    RowWriter(ContactMatches matches, ContactWriter contacts) {
        this.matches = matches;
        this.contacts = contacts;
    }

    /**
     * In the caller's transaction. Rows of one key come one after the other: the second finds what the first made.
     * Statements: at most two and those of {@link ContactWriter#apply}, as often as a key comes again in the batch.
     *
     * @param key hot, a field or the id
     * @return the outcomes in the order of the rows
     */
    List<RowOutcome> write(Caller caller, Target key, List<RowRequest> rows) {
        return write(caller, key, rows, () -> {});
    }

    /** As {@link #write(Caller, Target, List)}; {@code onDecision}: see {@link ContactWriter#apply}. */
    List<RowOutcome> write(Caller caller, Target key, List<RowRequest> rows, Runnable onDecision) {
        List<RowOutcome> outcomes = new ArrayList<>();
        List<RowRequest> part = new ArrayList<>();
        Set<KeyBytes> keys = new HashSet<>();
        for (RowRequest row : rows) {
            if (row.key() != null && !keys.add(KeyBytes.of(row.key()))) {
                outcomes.addAll(writePart(caller, key, part, () -> {}));
                part.clear();
                keys.clear();
                keys.add(KeyBytes.of(row.key()));
            }
            part.add(row);
        }
        outcomes.addAll(writePart(caller, key, part, onDecision));
        return outcomes;
    }

    private List<RowOutcome> writePart(Caller caller, Target key, List<RowRequest> rows, Runnable onDecision) {
        List<Long> ids =
                rows.stream().map(RowRequest::id).filter(Objects::nonNull).toList();
        Map<Long, Match> byId = ids.isEmpty() ? Map.of() : matches.byId(caller.tenant(), ids);
        List<ValueKey> keys =
                rows.stream().map(RowRequest::key).filter(Objects::nonNull).toList();
        List<List<Match>> byKey = keys.isEmpty() ? List.of() : matches.byKey(caller.tenant(), key, keys);

        List<@Nullable RowOutcome> outcomes = new ArrayList<>();
        List<RowRequest> changing = new ArrayList<>();
        List<ContactChange> changes = new ArrayList<>();
        int next = 0;
        for (RowRequest row : rows) {
            List<Match> found = row.key() == null ? List.of() : byKey.get(next++);
            Match known = row.id() == null ? null : byId.get(row.id());
            Match match = known != null ? known : found.size() == 1 ? found.getFirst() : null;
            RowOutcome settled = settled(row, key, known, found);
            outcomes.add(settled);
            if (settled == null) {
                changing.add(row);
                changes.add(change(row, match));
            }
        }
        List<ContactOutcome> written = changes.isEmpty() ? List.of() : contacts.apply(caller, changes, onDecision);
        return merged(outcomes, changing, written);
    }

    /** The outcome of a row that needs no writer; null if it does. */
    private static @Nullable RowOutcome settled(RowRequest row, Target key, @Nullable Match known, List<Match> found) {
        if (!row.refusals().isEmpty()) {
            return new RowOutcome(row.number(), RowOutcome.Status.FAILED, row.refusals());
        }
        if (row.saysNothing()) {
            return new RowOutcome(row.number(), RowOutcome.Status.SKIPPED, List.of());
        }
        if (known == null && found.size() > 1) {
            return failed(row, "ambiguous-key", "Several contacts have this key, so none of them was changed.");
        }
        boolean byIdAlone =
                key instanceof Target.Id || (row.key() == null && row.hot().isEmpty());
        if (known == null && row.id() != null && byIdAlone) {
            return failed(row, "unknown-contact", "There is no contact with this id.");
        }
        return null;
    }

    private static RowOutcome failed(RowRequest row, String code, String message) {
        String column = row.columns().get("/id");
        String text = column == null ? null : row.texts().get(column);
        return new RowOutcome(
                row.number(), RowOutcome.Status.FAILED, List.of(new Refusal(column, text, code, message)));
    }

    private static ContactChange change(RowRequest row, @Nullable Match match) {
        if (match == null) {
            return ContactChange.create(row.hot(), row.fields());
        }
        String column = row.columns().get("/" + HotField.DISPLAY_NAME.selector());
        String shown = column == null ? null : row.texts().get(column);
        if (shown != null && Texts.trimmed(shown).equals(match.displayName())) {
            // As lists show it already, given or not: an export shows no difference, so its import makes none.
            row.hot().remove(HotField.DISPLAY_NAME);
        }
        return ContactChange.update(match.contactId(), row.hot(), row.fields());
    }

    private static List<RowOutcome> merged(
            List<@Nullable RowOutcome> settled, List<RowRequest> changing, List<ContactOutcome> written) {
        List<RowOutcome> outcomes = new ArrayList<>();
        int next = 0;
        for (RowOutcome outcome : settled) {
            if (outcome != null) {
                outcomes.add(outcome);
                continue;
            }
            RowRequest row = changing.get(next);
            ContactOutcome became = written.get(next++);
            outcomes.add(new RowOutcome(
                    row.number(),
                    switch (became.status()) {
                        case CREATED -> RowOutcome.Status.CREATED;
                        case UPDATED -> RowOutcome.Status.UPDATED;
                        case UNCHANGED -> RowOutcome.Status.UNCHANGED;
                        case REFUSED -> RowOutcome.Status.FAILED;
                    },
                    became.errors().stream().map(error -> refusal(row, error)).toList()));
        }
        return outcomes;
    }

    private static Refusal refusal(RowRequest row, FieldError error) {
        String pointer = error.pointer();
        String column = row.columns().get(pointer);
        if (column == null && pointer.lastIndexOf('/') > 0) {
            column = row.columns().get(pointer.substring(0, pointer.lastIndexOf('/')));
        }
        String shown =
                column == null && pointer.length() > 1 ? pointer.substring(pointer.lastIndexOf('/') + 1) : column;
        return new Refusal(shown, column == null ? null : row.texts().get(column), error.code(), error.message());
    }
}
