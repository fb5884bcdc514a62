package dev.cohort.contacts.contact;

import dev.cohort.contacts.attribute.AttributeDefinition;
import dev.cohort.contacts.attribute.AttributeType;
import dev.cohort.contacts.attribute.AttributeValues;
import dev.cohort.contacts.attribute.ValueKey;
import dev.cohort.contacts.attribute.ValueKeys;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What of a batch cannot be, because of the other contacts: taken unique values, references to nobody. */
@Component
class Clashes {

    private static final int EXTERNAL_ID = 0;
    private static final int REFERENCE = -1;

    /** Each candidate is one probe of a unique index or of the primary key. */
    private static final String CLASHES = """
            SELECT p.n
            FROM unnest(CAST(:fields AS integer[]), CAST(:keys AS bytea[]), CAST(:rests AS bytea[]),
                        CAST(:owners AS bigint[])) WITH ORDINALITY AS p (field_id, sort_key, key_rest, owner, n)
            WHERE CASE p.field_id
                  WHEN 0 THEN EXISTS (
                      SELECT FROM contacts.contact c
                      WHERE c.tenant_id = :tenant AND c.external_id_key = p.sort_key
                        AND COALESCE(c.external_id_rest, CAST('' AS bytea)) = p.key_rest
                        AND c.deleted_at IS NULL AND c.contact_id <> p.owner)
                  WHEN -1 THEN NOT EXISTS (
                      SELECT FROM contacts.contact c
                      WHERE c.tenant_id = :tenant AND c.contact_id = p.owner AND c.deleted_at IS NULL)
                  ELSE EXISTS (
                      SELECT FROM contacts.attribute_entry e
                      WHERE e.tenant_id = :tenant AND e.field_id = p.field_id AND e.sort_key = p.sort_key
                        AND COALESCE(e.key_rest, CAST('' AS bytea)) = p.key_rest
                        AND e.holds_unique AND e.contact_id <> p.owner)
                  END
            """;

    private final JdbcClient jdbc;

    Clashes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Something that one draft needs to be free, or there. */
    private record Candidate(Draft draft, int field, ValueKey key, long owner, FieldError error) {}

    /** Field and key, as what two drafts of one batch cannot both take. */
    private record Taken(int field, ValueKey key) {}

    /** The drafts that clash, each with its errors; of two that take one value the later. One statement, or none. */
    Map<Draft, List<FieldError>> of(TenantId tenant, List<Draft> drafts) {
        Map<Draft, List<FieldError>> refused = new HashMap<>();
        List<Candidate> candidates = new ArrayList<>();
        Set<Taken> taken = new HashSet<>();
        for (Draft draft : drafts) {
            for (Candidate candidate : candidates(draft)) {
                boolean isFirst =
                        candidate.field() == REFERENCE || taken.add(new Taken(candidate.field(), candidate.key()));
                if (isFirst) {
                    candidates.add(candidate);
                } else {
                    refused.computeIfAbsent(draft, one -> new ArrayList<>()).add(candidate.error());
                }
            }
        }
        for (int at : clashing(tenant, candidates)) {
            Candidate candidate = candidates.get(at);
            refused.computeIfAbsent(candidate.draft(), one -> new ArrayList<>()).add(candidate.error());
        }
        return refused;
    }

    /** Whether the refusal of such errors is a conflict; else a value is not allowed. */
    static boolean isConflict(List<FieldError> errors) {
        return errors.stream().allMatch(error -> error.code().equals("taken"));
    }

    private static List<Candidate> candidates(Draft draft) {
        List<Candidate> candidates = new ArrayList<>();
        long id = draft.after().id();
        String external = draft.after().hot().get(HotField.EXTERNAL_ID);
        ContactState before = draft.before();
        if (external != null && (before == null || !external.equals(before.hot().get(HotField.EXTERNAL_ID)))) {
            candidates.add(new Candidate(
                    draft, EXTERNAL_ID, ValueKeys.text(external), id, taken("/externalId", "externalId", external)));
        }
        for (Draft.Element element : draft.added()) {
            AttributeDefinition field = element.field();
            if (field.unique()) {
                String shown = String.valueOf(AttributeValues.json(field, element.value()));
                candidates.add(new Candidate(
                        draft,
                        field.id(),
                        AttributeValues.key(field, element.value()),
                        id,
                        taken("/fields/" + field.key(), field.key(), shown)));
            }
            if (field.type() == AttributeType.REFERENCE) {
                long target = (Long) element.value();
                var nobody = new FieldError(
                        "/fields/" + field.key(),
                        "unknown-contact",
                        "There is no contact \"" + Tsid.text(target) + "\" for " + field.key() + ".");
                candidates.add(new Candidate(draft, REFERENCE, ValueKeys.bool(true), target, nobody));
            }
        }
        return candidates;
    }

    private static FieldError taken(String pointer, String name, String value) {
        String shown = value.length() <= 80 ? value : value.substring(0, value.offsetByCodePoints(0, 40)) + "…";
        return new FieldError(pointer, "taken", "Another contact has the " + name + " \"" + shown + "\".");
    }

    private List<Integer> clashing(TenantId tenant, List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return List.of();
        }
        byte[] none = {};
        return jdbc.sql(CLASHES)
                .param("tenant", tenant.value())
                .param("fields", candidates.stream().mapToInt(Candidate::field).toArray())
                .param(
                        "keys",
                        candidates.stream().map(one -> one.key().sortKey()).toArray(byte[][]::new))
                .param(
                        "rests",
                        candidates.stream()
                                .map(one -> one.key().rest() == null
                                        ? none
                                        : one.key().rest())
                                .toArray(byte[][]::new))
                .param("owners", candidates.stream().mapToLong(Candidate::owner).toArray())
                .query((row, n) -> row.getInt(1) - 1)
                .list();
    }
}
