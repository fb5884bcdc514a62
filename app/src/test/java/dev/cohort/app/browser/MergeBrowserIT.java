package dev.cohort.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import dev.cohort.app.CohortTest;
import org.junit.jupiter.api.Test;

/** Two contacts become one and two again; one is deleted and restored; one is erased for good. */
@CohortTest
class MergeBrowserIT extends BrowserTest {

    @Test
    void duplicatesAreComparedMergedAndSeparatedAgain() {
        String keep = people.contact("{\"displayName\": \"Zuzana Merge\", \"email\": \"zuzana@example.com\"}");
        String other = people.contact(
                "{\"displayName\": \"Zuzana Merge\", \"email\": \"zuzana@example.com\", \"company\": \"Second\"}");
        browser.go("/duplicates");
        assertThat(browser.read(".card", "Zuzana")).contains("zuzana@example.com", "Compare and merge");
        assertThat(browser.find("#cost").getText()).startsWith("1 query");
        browser.shoot("duplicates");
        browser.go("/merge?a=" + keep + "&b=" + other);
        browser.shoot("merge");
        browser.click("#merge .primary");
        browser.read(".toast", "Merged");
        assertThat(status(other)).isEqualTo(404);
        assertThat(Api.as("alice", port).get("/api/v1/contacts/" + keep).body()).contains("Second");
        browser.click(".toast button");
        browser.until("location.pathname === '/contacts/" + other + "'");
        assertThat(status(other)).isEqualTo(200);
    }

    @Test
    void aContactIsDeletedAndRestored() {
        String id = people.contact("{\"displayName\": \"Delete Me\"}");
        browser.go("/contacts/" + id);
        browser.click(".who summary");
        browser.click("[data-delete]");
        browser.click("dialog .danger");
        browser.read(".empty", "This contact is gone");
        browser.shoot("contact-deleted");
        assertThat(status(id)).isEqualTo(404);
        browser.click(".toast button");
        browser.read("h1", "Delete Me");
        assertThat(status(id)).isEqualTo(200);
    }

    @Test
    void erasingNeedsTheNameAndIsForGood() {
        String id = people.contact("{\"displayName\": \"Erase Me\"}");
        browser.go("/contacts/" + id);
        erase("Somebody else");
        browser.read(".toast", "the name did not match");
        assertThat(status(id)).isEqualTo(200);
        erase("Erase Me");
        browser.read(".empty", "This contact is gone");
        assertThat(status(id)).isEqualTo(404);
        assertThat(Api.as("alice", port)
                        .post("/api/v1/contacts/" + id + "/restore", "")
                        .statusCode())
                .isEqualTo(404);
    }

    private void erase(String name) {
        browser.click(".who summary");
        browser.click("[data-erase]");
        browser.write("dialog[open] input", name);
        if (name.equals("Erase Me")) {
            browser.shoot("contact-erase");
        }
        browser.click("dialog .danger");
        browser.until("!document.querySelector('dialog[open]')");
    }

    private int status(String id) {
        return Api.as("alice", port).get("/api/v1/contacts/" + id).statusCode();
    }
}
