package dev.cohort.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import dev.cohort.app.CohortTest;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * The pages in a browser, as people meet them: each page and state in both colour schemes (kept under
 * {@code target/screenshots}), accessible, quiet, and worked with keys alone.
 */
@CohortTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrowserIT {

    private static final String DEMOCRATIC =
            "/contacts?filter=fields.tier%3D%3DGold%3B(fields.visits%3Dge%3D40,fields.vip%3D%3Dtrue)&sort=-fields.visits,lastName";

    @LocalServerPort
    int port;

    private Browser browser;
    private String sleeper;

    @BeforeAll
    void open() {
        browser = Browser.open(port);
        sleeper = new People(Api.as("alice", port)).fill();
    }

    @AfterAll
    void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @AfterEach
    void wide() {
        browser.size(1440, 900);
    }

    @Test
    void signInAndWhatGoesWrongThere() {
        browser.signIn("alice");
        browser.go("/login");
        browser.shoot("sign-in");
        browser.go("/login?error");
        browser.shoot("sign-in-refused");
    }

    @Test
    void theTableAndItsStates() {
        browser.signIn("alice");
        browser.go("/contacts");
        browser.waitFor("#grid");
        browser.shoot("contacts");
        assertThat(browser.find("#cost").getText()).startsWith("1 query ·");
        browser.go(DEMOCRATIC);
        browser.shoot("contacts-filtered");
        browser.find(".chip summary").click();
        browser.shoot("contacts-filter-open");
        browser.go("/contacts?q=nobody+is+called+so");
        browser.shoot("contacts-nothing-found");
        browser.go("/contacts?filter=nonsense%3D%3D1");
        browser.shoot("contacts-bad-filter");
        browser.go("/contacts?cursor=stale");
        assertThat(browser.find(".refused").getText()).contains("cursor", "First page");
        browser.signIn("gina");
        browser.go("/contacts");
        browser.shoot("contacts-empty");
    }

    @Test
    void aContactInTheDrawerAndOnItsPage() {
        browser.signIn("alice");
        browser.go("/contacts?peek=" + sleeper);
        browser.waitFor("#drawer[data-open]");
        browser.shoot("contact-drawer");
        browser.go("/contacts/" + sleeper);
        browser.shoot("contact");
        browser.all(".tabs a").get(1).click();
        browser.waitFor(".past");
        browser.shoot("contact-history");
    }

    @Test
    void sleepOfAMonth() {
        browser.signIn("alice");
        browser.go("/people/" + sleeper + "/sleep");
        browser.size(1440, 2200);
        browser.shoot("sleep");
        assertThat(browser.all("rect.unknown")).isNotEmpty();
        browser.size(1440, 900);
        browser.find(".figure summary").click();
        browser.shoot("sleep-provenance");
        browser.go("/people/" + sleeper + "/sleep?night=2026-11-17");
        browser.shoot("sleep-missing-night");
        browser.go("/contacts");
        String other = browser.find("#grid tbody tr").getDomAttribute("data-id");
        browser.go("/contacts?sort=createdAt");
        other = browser.find("#grid tbody tr").getDomAttribute("data-id");
        browser.go("/people/" + other + "/sleep");
        browser.shoot("sleep-none");
    }

    @Test
    void thePagesRoundTheTable() {
        browser.signIn("alice");
        for (String page : List.of("fields", "contacts/new", "import", "duplicates")) {
            browser.go("/" + page);
            browser.until("document.readyState === 'complete'");
            browser.shoot(page.replace('/', '-'));
        }
        browser.go("/fields");
        browser.find("#new-field").click();
        browser.shoot("fields-new");
    }

    @Test
    void whatIsNotThereAndWhatIsNotAllowed() {
        browser.signIn("bob");
        browser.go("/people/" + sleeper + "/sleep");
        browser.shoot("no-permission");
        browser.go("/no-such-page");
        browser.shoot("not-found");
        browser.go("/fields");
        browser.shoot("fields-reader");
    }

    @Test
    void aNarrowScreenAndAZoomedOne() {
        browser.signIn("alice");
        browser.size(360, 740);
        for (String page : List.of("/contacts", "/contacts/" + sleeper, "/people/" + sleeper + "/sleep", "/fields")) {
            browser.go(page);
            assertThat(browser.run("return document.documentElement.scrollWidth"))
                    .as(page)
                    .isEqualTo(360L);
            browser.shoot("narrow-"
                    + page.replaceAll("/" + sleeper, "").replaceAll("\\W+", "-").substring(1));
        }
        browser.size(720, 450);
        browser.go("/contacts");
        browser.shoot("zoomed-contacts");
    }

    @Test
    void theColourSchemeThatWasChosenArrivesWithThePage() {
        browser.signIn("alice");
        browser.find(".theme button[value=dark]").click();
        browser.go("/contacts");
        assertThat(browser.find("html").getDomAttribute("data-theme")).isEqualTo("dark");
        browser.find(".theme button[value=system]").click();
    }

    @Test
    void aDaysWorkWithoutAMouse() {
        browser.signIn("alice");
        browser.go("/contacts?sort=fields.visits");
        browser.waitFor("#grid");
        String first = browser.find("#grid tbody tr").getDomAttribute("data-id");

        browser.type("?");
        browser.waitFor("#shortcuts[open]");
        browser.shoot("shortcuts");
        browser.type(Keys.ESCAPE);

        browser.type("j", Keys.ARROW_RIGHT);
        browser.type(Keys.ENTER);
        browser.waitFor(".editor input");
        browser.press(Keys.CONTROL, "a");
        browser.type("not an address", Keys.ENTER);
        browser.waitFor(".editor .error");
        browser.shoot("edit-refused");
        browser.press(Keys.CONTROL, "a");
        browser.type("new.address@example.com", Keys.ENTER);
        browser.until("document.querySelector('tr[data-id=\"" + first + "\"]').textContent.includes('new.address')");
        assertThat(browser.find(".toast").getText()).contains("saved", "Undo");

        new People(Api.as("alice", port)).change(first, "2", "{\"phone\": \"+1 212 555 0000\"}");
        browser.type(Keys.ARROW_RIGHT, Keys.F2);
        browser.waitFor(".editor input");
        browser.press(Keys.CONTROL, "a");
        browser.type("+1 646 555 1111", Keys.ENTER);
        browser.waitFor(".versus");
        assertThat(browser.find(".versus").getText()).contains("+1 212 555 0000", "+1 646 555 1111");
        browser.shoot("edit-conflict");
        browser.type(Keys.ENTER);
        browser.until("document.querySelector('tr[data-id=\"" + first + "\"]').textContent.includes('646 555 1111')");

        browser.type(" ");
        browser.waitFor("#drawer[data-open]");
        assertThat(browser.url()).contains("peek=" + first);
        browser.type(Keys.ESCAPE);
        browser.until("!document.querySelector('#drawer[data-open]')");

        browser.type("x");
        browser.waitFor("#bulk");
        browser.shoot("selection");
        browser.type("x");

        browser.press(Keys.CONTROL, "k");
        browser.waitFor("#palette[open]");
        browser.type("aiko");
        browser.until("document.querySelectorAll('#palette [role=option]').length > 1");
        browser.shoot("palette");
        browser.type(Keys.ENTER);
        browser.waitFor("[data-contact]");
        assertThat(browser.find("h1").getText()).startsWith("Aiko");

        browser.go("/people/" + sleeper + "/sleep");
        browser.type("[");
        browser.until("location.search.includes('night=2026-11-20')");
        browser.type("g");
        browser.type("c");
        browser.waitFor("#grid");
    }

    @Test
    void theBackButtonGoesBackThroughTheStatesOfTheTable() {
        browser.signIn("alice");
        browser.go("/contacts");
        browser.find("th[data-selector=company] a").click();
        browser.until("location.search === '?sort=company'");
        browser.waitFor("th[aria-sort=ascending]");
        browser.run("history.back()");
        browser.until("location.search === ''");
        browser.until("!document.querySelector('th[aria-sort]')");
        assertThat(browser.all("#grid tbody tr")).hasSize(50);
    }

    @Test
    void hostileTextIsTextEverywhere() {
        String hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>";
        Api api = Api.as("alice", port);
        String id = Api.json(api.post(
                        "/api/v1/contacts",
                        "{\"displayName\": \"%s\", \"company\": \"%s\"}".formatted(hostile, hostile)))
                .get("id")
                .asString();
        browser.signIn("alice");
        for (String page :
                List.of("/contacts", "/contacts/" + id, "/contacts?q=onerror&peek=" + id, "/people/" + id + "/sleep")) {
            browser.go(page);
            assertThat(browser.find("body").findElement(By.cssSelector("main")).getText())
                    .contains("onerror");
            browser.assertQuiet(page);
        }
    }
}
