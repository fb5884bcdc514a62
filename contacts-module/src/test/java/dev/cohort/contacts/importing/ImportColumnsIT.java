package dev.cohort.contacts.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ImportColumnsIT extends ImportTest {
    @Test
    void anEmptyCellLeavesTheValueUnlessItIsToClear() throws Exception {
        run("externalId,firstName,score\na,Ada,7\n");
        counts(run("externalId,firstName,score\na,,\n"), 1, 0, 0, 1, 0);
        counts(run("externalId,firstName,score\na,,\n", "clearEmpty", "true"), 1, 0, 1, 0, 0);
        assertThat(names()).containsExactly("a:null");
        assertThat(values("a")).isEmpty();
    }

    @Test
    void unknownColumnsBecomeFieldsOfTheNarrowestType() throws Exception {
        JsonNode job = run("externalId,Shoe size,Born,Nick\na,41,1990-01-31,'=x\nb,42.5,,\n", "createFields", "true");
        counts(job, 2, 2, 0, 0, 0);
        assertThat(inTenant("SELECT key || ' ' || type FROM contacts.attribute_definition"
                        + " WHERE tenant_id = :tenant AND field_id > 3 ORDER BY field_id"))
                .containsExactly("shoe_size decimal", "born date", "nick text");
        assertThat(values("a")).containsExactly("41", "1990-01-31", "=x");
        counts(run("externalId,Shoe size,Born,Nick\na,41,1990-01-31,'=x\nb,42.5,,\n"), 2, 0, 0, 2, 0);
    }

    @Test
    void whatTheHeaderShowsToBeWrongIsAnsweredAtOnce() throws Exception {
        send("externalId,nonsense\na,1\n")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.errors[0].pointer").value("/columns/nonsense"));
        send("externalId\na\n", "key", "fields.nonsense").andExpect(status().isBadRequest());
        send("externalId\na\n", "key", "email").andExpect(status().isBadRequest());
        send("externalId\na\n", "mapping", "[]").andExpect(status().isBadRequest());
        send("externalId\na\n", "mapping", "{\"externalId\": \"fields.nonsense\"}")
                .andExpect(status().isBadRequest());
        send("").andExpect(status().isUnprocessableContent());
        http.perform(multipart("/api/v1/contacts/imports").header("X-Test-Tenant", tenant.value()))
                .andExpect(status().isBadRequest());
        send("externalId,new\na,1\n", "createFields", "true", "roles", "CONTACTS")
                .andExpect(status().isForbidden());
    }

    @Test
    void columnsAreMappedAndLeftOut() throws Exception {
        counts(
                run(
                        "Nummer,Vorname,Notiz\na,Ada,x\n",
                        "mapping",
                        "{\"Nummer\": \"externalId\", \"Vorname\": \"firstName\", \"Notiz\": null}"),
                1,
                1,
                0,
                0,
                0);
        assertThat(names()).containsExactly("a:Ada");
    }

    @Test
    void linesOfJsonAreRowsToo() throws Exception {
        String lines = """
                {"externalId": "a", "firstName": "Ada", "fields": {"score": 7, "tags": ["x", "y;z"], "party": "Left"}}
                {"externalId": "b", "nonsense": 1}
                {"externalId": "c"
                {"externalId": "d"}
                """;
        JsonNode job = await(send(lines.getBytes(StandardCharsets.UTF_8), "contacts.ndjson"));
        counts(job, 4, 2, 0, 0, 2);
        assertThat(values("a")).containsExactly("7", "x", "y;z", "1");
        job = await(
                send("{\"externalId\": \"a\", \"firstName\": null}\n".getBytes(StandardCharsets.UTF_8), "c.ndjson"));
        counts(job, 1, 0, 1, 0, 0);
        assertThat(names()).contains("a:null");
    }

    @Test
    void aDisplayNameThatIsTheUsualOneIsNotGiven() throws Exception {
        run("externalId,firstName,lastName,displayName\na,Ada,Lovelace,Ada Lovelace\n");
        assertThat(inTenant("SELECT coalesce(display_name, 'none') FROM contacts.contact WHERE tenant_id = :tenant"))
                .containsExactly("none");
        counts(run("externalId,displayName\na,Ada Lovelace\n"), 1, 0, 0, 1, 0);
    }
}
