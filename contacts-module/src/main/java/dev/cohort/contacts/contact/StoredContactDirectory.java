package dev.cohort.contacts.contact;

import dev.cohort.contacts.ContactDirectory;
import dev.cohort.contacts.attribute.ValueKey;
import dev.cohort.contacts.attribute.ValueKeys;
import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The directory, from the hot table. */
@Component
class StoredContactDirectory implements ContactDirectory {

    private static final String EXISTS = """
            SELECT EXISTS (SELECT FROM contacts.contact
                           WHERE tenant_id = :tenant AND contact_id = :id AND deleted_at IS NULL)
            """;

    private static final String NAME = """
            SELECT COALESCE(display_name, NULLIF(CONCAT_WS(' ', first_name, last_name), ''), '')
            FROM contacts.contact
            WHERE tenant_id = :tenant AND contact_id = :id AND deleted_at IS NULL
            """;

    private static final String BY_EXTERNAL_ID = """
            SELECT contact_id
            FROM contacts.contact
            WHERE tenant_id = :tenant AND external_id_key = :key
              AND COALESCE(external_id_rest, CAST('' AS bytea)) = :rest AND deleted_at IS NULL
            """;

    private final JdbcClient jdbc;

    StoredContactDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public boolean exists(TenantId tenant, PersonId person) {
        return jdbc.sql(EXISTS)
                .param("tenant", tenant.value())
                .param("id", person.value())
                .query(Boolean.class)
                .single();
    }

    @Override
    public Optional<String> displayName(TenantId tenant, PersonId person) {
        return jdbc.sql(NAME)
                .param("tenant", tenant.value())
                .param("id", person.value())
                .query(String.class)
                .optional();
    }

    @Override
    public Optional<PersonId> withExternalId(TenantId tenant, String externalId) {
        ValueKey key = ValueKeys.text(externalId);
        return jdbc.sql(BY_EXTERNAL_ID)
                .param("tenant", tenant.value())
                .param("key", key.sortKey())
                .param("rest", key.rest() == null ? new byte[0] : key.rest())
                .query(Long.class)
                .optional()
                .map(PersonId::new);
    }
}
