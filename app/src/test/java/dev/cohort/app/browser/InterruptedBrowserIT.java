package dev.cohort.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import dev.cohort.app.CohortTest;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Work that does not go straight on: a session ends, somebody else was faster, a way back, a key pressed twice. */
@CohortTest
class InterruptedBrowserIT extends BrowserTest {

    /** What signing in in another tab does to the browser: it has a new session, and this page an old token. */
    private static final String SIGN_IN_ELSEWHERE = """
            const done = arguments[0];
            fetch('/login').then((answer) => answer.text()).then((page) => {
              const token = new DOMParser().parseFromString(page, 'text/html').querySelector('[name=_csrf]').value;
              const body = new URLSearchParams({ username: 'alice', password: 'alice', _csrf: token });
              return fetch('/login', { method: 'POST', body });
            }).then((answer) => done(answer.status));
            """;

    @Test
    void aSessionThatEndsInAnEditTakesNothingAlong() {
        people.contact("{\"lastName\": \"Ended\"}");
        browser.go("/contacts?filter=lastName==Ended&columns=displayName,phone");
        browser.type("j", Keys.ARROW_RIGHT, Keys.ENTER);
        browser.waitFor(".editor input");
        browser.type("555");
        browser.signOut();
        browser.type(Keys.ENTER);
        browser.read(".editor .error", "Your session ended");
        browser.shoot("session-ended");
        assertThat(browser.find(".toast a").getDomAttribute("target")).isEqualTo("_blank");
        assertThat(browser.later(SIGN_IN_ELSEWHERE)).isEqualTo(200);
        browser.type(Keys.ENTER);
        browser.read("#grid td", "555");
        assertThat(browser.all(".toast a")).isEmpty();
    }

    @Test
    void aTableWhoseSessionEndedStaysAndAFormIsSentAgainAfterSigningIn() {
        browser.go("/contacts?filter=lastName=starts=S");
        browser.waitFor("#grid");
        browser.signOut();
        browser.click("th[data-selector=company] a");
        browser.read(".toast", "Your session ended");
        browser.click("#grid [data-peek]");
        browser.until("document.querySelectorAll('.toast').length === 1");
        assertThat(browser.all("#drawer[data-open], #list [name=password]")).isEmpty();
        browser.waitFor("#grid");
        assertThat(browser.later(SIGN_IN_ELSEWHERE)).isEqualTo(200);
        browser.click("#save-view summary");
        browser.write("#save-view [name=name]", "Saved at last");
        browser.type(Keys.ENTER);
        browser.read(".viewtabs [aria-current]", "Saved at last");
    }

    @Test
    void whatSomebodyElseWroteIntoAnotherValueIsNoConflict() {
        String id = people.contact("{\"lastName\": \"Beside\", \"phone\": \"1\"}");
        browser.go("/contacts?filter=lastName==Beside&columns=displayName,phone,company");
        people.change(id, "{\"company\": \"Meanwhile Ltd\"}");
        browser.type("j", Keys.ARROW_RIGHT, Keys.ENTER);
        browser.press(Keys.CONTROL, "a");
        browser.type("2", Keys.ENTER);
        assertThat(browser.read(".toast", "saved")).contains("Phone saved");
        assertThat(browser.all("dialog[open]")).isEmpty();
        assertThat(browser.find("#grid tbody").getText()).contains("2", "Meanwhile Ltd");
    }

    @Test
    void goingBackToTheTableShowsWhatWasChangedSince() {
        people.contact("{\"lastName\": \"Backwards\"}");
        browser.go("/contacts?filter=lastName==Backwards&columns=displayName,company");
        browser.type("j", "o");
        browser.waitFor("dd[data-selector=company]").click();
        browser.waitFor(".editor input");
        browser.type("Changed Ltd", Keys.ENTER);
        browser.read("dd[data-selector=company]", "Changed Ltd");
        browser.run("history.back()");
        browser.read("#grid td", "Changed Ltd");
    }

    @Test
    void aContactIsMadeOnceAndTheWayBackIsNotItsForm() {
        browser.go("/contacts?q=twicepressed");
        browser.go("/contacts/new");
        browser.write("[data-selector=displayName] input", "Twicepressed");
        browser.run("const make = document.querySelector('#new-contact button.primary'); make.click(); make.click()");
        browser.read("h1", "Twicepressed");
        assertThat(Api.json(Api.as("alice", port).get("/api/v1/contacts?fields=none&q=twicepressed"))
                        .get("items"))
                .hasSize(1);
        browser.run("history.back()");
        browser.until("location.search === '?q=twicepressed'");
        browser.read("#grid td", "Twicepressed");
    }
}
