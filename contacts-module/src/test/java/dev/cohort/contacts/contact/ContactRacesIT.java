package dev.cohort.contacts.contact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.Api;
import dev.cohort.contacts.ApiTest;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many at once, and the same again. */
class ContactRacesIT extends ApiTest {

    private static final String CONTACTS = "/api/v1/contacts";

    @Test
    void oneOfFiftyRacersWins() throws Exception {
        Api.Answer one = api.contact("{'firstName': 'Ann'}");
        try (var executor = Executors.newFixedThreadPool(8)) {
            List<Future<Api.Answer>> answers = executor.invokeAll(IntStream.range(0, 50)
                    .<Callable<Api.Answer>>mapToObj(
                            n -> () -> api.patch(one.location(), "\"1\"", "{\"firstName\": \"n" + n + "\"}"))
                    .toList());
            int won = 0;
            for (Future<Api.Answer> answer : answers) {
                if (answer.get().status() == 200) {
                    won++;
                } else {
                    assertThat(answer.get().status()).isEqualTo(412);
                    assertThat(answer.get().etag()).isEqualTo("\"2\"");
                }
            }
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    void oneOfTwentyRacersTakesAUniqueValue() throws Exception {
        api.field("{'key': 'badge', 'type': 'text', 'unique': true}");
        try (var executor = Executors.newFixedThreadPool(8)) {
            List<Future<Api.Answer>> answers = executor.invokeAll(IntStream.range(0, 20)
                    .<Callable<Api.Answer>>mapToObj(n -> () -> api.post(CONTACTS, "{\"fields\": {\"badge\": \"B\"}}"))
                    .toList());
            int won = 0;
            for (Future<Api.Answer> answer : answers) {
                if (answer.get().status() == 201) {
                    won++;
                } else {
                    assertThat(answer.get().status()).isEqualTo(409);
                    assertThat(answer.get().errors()).containsExactly("/fields/badge taken");
                }
            }
            assertThat(won).isEqualTo(1);
        }
    }

    @Test
    void aRepeatedKeyHasTheFirstAnswerAndOneEffect() {
        String body = "{\"firstName\": \"Ann\"}";
        Api.Answer one = api.post(CONTACTS, body, "Idempotency-Key", "k1");
        Api.Answer two = api.post(CONTACTS, body, "Idempotency-Key", "k1");
        assertThat(two).isEqualTo(one);
        assertThat(api.post(CONTACTS, "{\"firstName\": \"Bob\"}", "Idempotency-Key", "k1")
                        .status())
                .isEqualTo(422);
        assertThat(api.post(CONTACTS, body, "Idempotency-Key", "k2").id()).isNotEqualTo(one.id());
        assertThat(api.post(CONTACTS, "{\"email\": \"x\"}", "Idempotency-Key", "k3")
                        .status())
                .isEqualTo(422);
        assertThat(api.post(CONTACTS, body, "Idempotency-Key", "k3").status()).isEqualTo(201);
    }
}
