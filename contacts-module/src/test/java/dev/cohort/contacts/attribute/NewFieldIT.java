package dev.cohort.contacts.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import dev.cohort.contacts.contact.ContactChange;
import dev.cohort.contacts.contact.ContactWriter;
import dev.cohort.contacts.contact.HotField;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** A new field beside everybody else's work: nobody waits for it, and it waits for nobody but other new fields. */
class NewFieldIT extends ApiTest {

    private static final String CONTACTS = "/api/v1/contacts";

    @Autowired
    FieldDefinitions definitions;

    @Autowired
    ContactWriter writer;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void requestsGoOnWhileAFieldIsBeingCreated() {
        api.field("{'key': 'note', 'type': 'text'}");
        Api.Answer there = api.contact("{'fields': {'note': 'n'}}");
        JsonNode field = json.readTree("{\"key\": \"next\", \"type\": \"integer\"}");
        inATransaction(() -> definitions.create(caller(), field), () -> {
            assertThat(api.contact("{'fields': {'note': 'm'}}").status()).isEqualTo(201);
            assertThat(api.patch(there.location(), there.etag(), "{\"fields\": {\"note\": \"o\"}}")
                            .status())
                    .isEqualTo(200);
            assertThat(api.get(CONTACTS + "?filter=fields.note==o").body().path("items"))
                    .hasSize(1);
            return true;
        });
        assertThat(api.contact("{'fields': {'next': 7}}").status()).isEqualTo(201);
    }

    @Test
    void aFieldIsCreatedWhileContactsAreBeingWritten() {
        ContactChange contact = ContactChange.create(Map.of(HotField.LAST_NAME, Optional.of("L")), Map.of());
        inATransaction(
                () -> writer.apply(caller(), List.of(contact)),
                () -> assertThat(api.post("/api/v1/contact-fields", "{\"key\": \"next\", \"type\": \"integer\"}")
                                .status())
                        .isEqualTo(201));
        assertThat(api.get(CONTACTS).body().path("items")).hasSize(1);
    }

    @Test
    void manyAtOnceAreAllThere() throws Exception {
        try (var executor = Executors.newFixedThreadPool(8)) {
            List<Future<Api.Answer>> answers = executor.invokeAll(IntStream.range(0, 24)
                    .<Callable<Api.Answer>>mapToObj(n -> () ->
                            api.post("/api/v1/contact-fields", "{\"key\": \"f" + n % 12 + "\", \"type\": \"text\"}"))
                    .toList());
            assertThat(answers.stream().map(answer -> answer.resultNow().status()))
                    .containsOnly(201, 409)
                    .filteredOn(status -> status == 201)
                    .hasSize(12);
        }
        assertThat(api.get("/api/v1/contact-fields").body().path("items")).hasSize(12);
    }

    /** What {@code open} does stays uncommitted until {@code other}, on another connection, is done. */
    private void inATransaction(Runnable open, Callable<?> other) {
        TenantScope.run(
                caller().tenant(),
                () -> transactions.executeWithoutResult(status -> {
                    open.run();
                    try (var executor = Executors.newSingleThreadExecutor()) {
                        Future<?> result = executor.submit(other);
                        try {
                            result.get(10, TimeUnit.SECONDS);
                        } catch (Exception waiting) {
                            status.setRollbackOnly();
                            result.cancel(true);
                            throw new AssertionError("waits for the open transaction, or failed", waiting);
                        }
                    }
                }));
    }

    private Caller caller() {
        return new Caller(new TenantId(api.tenant()), "ann");
    }
}
