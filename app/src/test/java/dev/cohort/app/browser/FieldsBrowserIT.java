package dev.cohort.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import dev.cohort.app.CohortTest;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The field designer: from making a field to changing its type after a rehearsal. */
@CohortTest
class FieldsBrowserIT extends BrowserTest {

    private static final String ROW = "tr[data-key-of=shoe_size]";

    @Test
    void aFieldIsMadeConstrainedOrderedConvertedRetiredAndRestored() {
        browser.go("/fields");
        browser.type("n");
        browser.waitFor("dialog[open] [name=label]");
        browser.type("Shoe size");
        assertThat(browser.find("dialog [name=key]").getDomProperty("value")).isEqualTo("shoe_size");
        browser.write("dialog [name=minLength]", "9");
        browser.write("dialog [name=maxLength]", "4");
        browser.shoot("fields-new");
        browser.type(Keys.ENTER);
        browser.read("dialog .error", "The lower bound is above the upper bound.");
        browser.write("dialog [name=minLength]", "");
        browser.type(Keys.ENTER);
        browser.read(ROW, "at most 4 characters");

        browser.click(ROW + " [data-up]");
        browser.until("document.querySelector('" + ROW + "').nextElementSibling !== null");
        browser.go("/fields");
        browser.until("document.querySelector('" + ROW + "').nextElementSibling !== null");

        browser.click(ROW + " [data-edit]");
        browser.waitFor("dialog[open]");
        assertThat(browser.find("dialog [name=maxLength]").getDomProperty("value"))
                .isEqualTo("4");
        browser.click("dialog [name=searchable]");
        browser.click("dialog .primary");
        browser.read(ROW, "searchable");

        for (String size : new String[] {"42", "44.5", "XL"}) {
            people.contact("{\"lastName\": \"Shoe\", \"fields\": {\"shoe_size\": \"" + size + "\"}}");
        }
        browser.click(ROW + " [data-convert]");
        browser.choose("dialog select", "decimal");
        browser.click("dialog .primary");
        assertThat(browser.read("dialog .in, dialog form", "Converted")).contains("Converted\n2", "XL");
        browser.shoot("fields-conversion");
        browser.click("dialog .primary");
        browser.until("location.pathname.startsWith('/jobs/')");
        browser.read("#job", "Done");
        browser.shoot("job-conversion");
        browser.go("/fields");
        assertThat(browser.find(ROW).getText()).contains("decimal");

        browser.click(ROW + " [data-retire]");
        browser.click("dialog .primary");
        browser.read(".retired", "shoe_size");
        browser.shoot("fields-retired");
        browser.click("[data-restore=shoe_size]");
        browser.waitFor(ROW);
        assertThat(Api.as("alice", port)
                        .get("/api/v1/contacts?filter=fields.shoe_size==44.5")
                        .body())
                .contains("\"shoe_size\":44.5");
    }
}
