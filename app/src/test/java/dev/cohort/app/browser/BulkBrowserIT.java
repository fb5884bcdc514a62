package dev.cohort.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import dev.cohort.app.CohortTest;
import org.junit.jupiter.api.Test;

/** What is done with many contacts at once: seen before, watched, and taken back. */
@CohortTest
class BulkBrowserIT extends BrowserTest {

    @Test
    void everythingIsChangedWithoutAFilterAndTakenBackAfterAReload() {
        browser.go("/contacts?limit=20");
        browser.click("#pick-all");
        browser.shoot("selection");
        String all = browser.find("#bulk-all").getText();
        assertThat(all).matches("Select all \\d+ that match");
        browser.click("#bulk-all");
        browser.click("#bulk-edit");
        browser.choose("dialog select", "Company");
        browser.write("dialog .field:last-child input", "One Company");
        browser.shoot("bulk-edit");
        browser.click("dialog .primary");
        String preview = browser.read("dialog h2", "Change ");
        long count = Api.json(Api.as("alice", port).get("/api/v1/contacts?fields=none&limit=1&count=bounded"))
                .get("count")
                .get("value")
                .longValue();
        assertThat(preview).isEqualTo("Change " + count + " contacts");
        browser.shoot("bulk-preview");
        browser.click("dialog .primary");
        browser.until("!document.querySelector('dialog[open]')");
        browser.until("sessionStorage.getItem('jobs')?.includes('/api/v1/jobs/')");
        browser.go("/contacts?limit=20");
        assertThat(browser.read(".toast", "done")).contains("Change " + count + " contacts: done", "Undo");
        browser.shoot("bulk-done");
        assertThat(browser.find("#grid").getText()).contains("One Company");
        Object entries = browser.run("return history.length");
        browser.click(".toast button");
        browser.read(".toast", "Undo: done");
        browser.until("!document.querySelector('#grid').textContent.includes('One Company')");
        assertThat(browser.run("return history.length")).isEqualTo(entries);
        browser.click(".toast .close");
        browser.until("sessionStorage.getItem('jobs') === '[]'");
    }

    @Test
    void whatASearchFindsIsDeletedAndRestored() {
        for (int i = 0; i < 3; i++) {
            people.contact("{\"displayName\": \"Bulkword " + i + "\"}");
        }
        browser.go("/contacts?q=bulkword&limit=2");
        browser.click("#pick-all");
        browser.click("#bulk-all");
        browser.click("#bulk-delete");
        assertThat(browser.read("dialog h2", "Delete")).isEqualTo("Delete 3 contacts");
        browser.click("dialog .danger");
        browser.read(".empty", "No contact matches");
        browser.read(".toast", "Delete 3 contacts: done.");
        browser.shoot("bulk-deleted");
        browser.click(".toast button");
        browser.until("document.querySelectorAll('#grid tbody tr').length === 2");
    }
}
