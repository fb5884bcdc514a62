package dev.cohort.contacts.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.test.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who keeps the documents of contacts, and that nobody gets past it; what they say, every test of the API compares. */
class ContactDocumentIT extends ApiTest {

    @Autowired
    private JdbcClient jdbc;

    @Value("${spring.datasource.url}")
    private String url;

    private Api.Answer contact;

    @BeforeEach
    void oneValue() {
        api.field("{'key': 'age', 'type': 'integer'}");
        contact = api.contact("{'fields': {'age': 41}}");
    }

    @Test
    void aContactThatLosesItsLastValueHasNoDocument() {
        assertThat(documents()).containsExactly("1 0 2 41");
        Api.Answer patched =
                api.patch("/api/v1/contacts/" + contact.id(), contact.etag(), "{\"fields\": {\"age\": 42}}");
        assertThat(documents()).containsExactly("1 0 2 42");
        api.patch("/api/v1/contacts/" + contact.id(), patched.etag(), "{\"fields\": {\"age\": null}}");
        assertThat(documents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE contacts.contact_document SET document = 'forged'",
                "DELETE FROM contacts.contact_document",
                "INSERT INTO contacts.contact_document VALUES (:tenant, 1, 'forged')",
                "UPDATE contacts.attribute_entry SET value_number = 7"
            })
    void theApplicationMayNotWriteThemNorChangeAValueInItsPlace(String sql) {
        assertThatThrownBy(() -> TenantScope.run(
                        tenant(),
                        () -> jdbc.sql(sql).param("tenant", api.tenant()).update()))
                .rootCause()
                .hasMessageContaining("permission denied");
        assertThat(documents()).containsExactly("1 0 2 41");
    }

    @Test
    void whoeverMayDoEverythingIsToldToBindTheTenant() {
        var superuser = new JdbcTemplate(new TestDatabase(url).asSuperuser());
        assertThatThrownBy(() ->
                        superuser.update("DELETE FROM contacts.attribute_entry WHERE tenant_id = ?", api.tenant()))
                .rootCause()
                .hasMessageContaining("with their tenant bound");
        assertThat(documents()).containsExactly("1 0 2 41");
    }

    private List<String> documents() {
        return TenantScope.call(
                tenant(),
                () -> jdbc.sql(
                                "SELECT document FROM contacts.contact_document WHERE tenant_id = :t AND contact_id = :id")
                        .param("t", api.tenant())
                        .param("id", Tsid.parse(contact.id()).orElseThrow())
                        .query(String.class)
                        .list());
    }

    private TenantId tenant() {
        return new TenantId(api.tenant());
    }
}
