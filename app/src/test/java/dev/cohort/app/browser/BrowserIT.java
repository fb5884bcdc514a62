package dev.cohort.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.Api;
import dev.cohort.app.CohortTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

/**
 * The pages in a browser, as people meet them: each page and state in both colour schemes (kept under
 * {@code target/screenshots}), accessible, quiet, and worked with keys alone.
 */
@CohortTest
class BrowserIT extends BrowserTest {

    private static final String FILTERED =
            "/contacts?filter=fields.tier%3D%3DGold%3B(fields.visits%3Dge%3D40,fields.vip%3D%3Dtrue)&sort=-fields.visits,lastName";

    @Test
    void signInAndWhatGoesWrongThere() {
        browser.signOut();
        browser.go("/login");
        browser.shoot("sign-in");
        browser.go("/login?error");
        browser.shoot("sign-in-refused");
    }

    @Test
    void theTableAndItsStates() {
        browser.go("/contacts");
        browser.waitFor("#grid");
        browser.shoot("contacts");
        assertThat(browser.find("#cost").getText()).startsWith("2 queries ·");
        browser.go(FILTERED);
        browser.shoot("contacts-filtered");
        browser.find(".chip summary").click();
        browser.shoot("contacts-filter-open");
        browser.go("/contacts?q=nobody+is+called+so");
        browser.shoot("contacts-nothing-found");
        browser.go("/contacts?filter=nonsense%3D%3D1");
        browser.shoot("contacts-bad-filter");
        browser.go("/contacts?cursor=stale");
        assertThat(browser.find(".refused").getText()).contains("cursor", "First page");
        browser.go("/contacts?view=0HZZZZZZZZZZZ");
        assertThat(browser.find(".refused").getText()).contains("no such view", "All contacts");
        browser.signIn("gina");
        browser.go("/contacts");
        browser.shoot("contacts-empty");
    }

    @Test
    void aContactInTheDrawerAndOnItsPage() {
        browser.go("/contacts?peek=" + sleeper);
        browser.waitFor("#drawer[data-open]");
        browser.shoot("contact-drawer");
        browser.go("/contacts/" + sleeper);
        browser.shoot("contact");
        browser.go("/contacts/" + sleeper + "?tab=history");
        browser.waitFor(".past");
        browser.shoot("contact-history");
        assertThat(browser.find(".past").getText()).contains("VIP set to No", "Joined set to 14 Dec");
        browser.choose("[data-past-of]", "Tier");
        browser.until("document.querySelectorAll('.past li').length === 1");
        assertThat(browser.find(".past li").getText()).contains("Tier", "alice");
    }

    @Test
    void theHistoryOfAValueIsOpenedReadToItsBeginningAndKeptInTheUrl() {
        String id = people.contact("{\"displayName\": \"Changing\", \"company\": \"Once\"}");
        for (int change = 0; change < 55; change++) {
            people.change(id, "{\"phone\": \"" + change + "\"}");
        }
        browser.go("/contacts/" + id);
        browser.run("document.querySelector('dd[data-selector=phone] [data-history]').focus()");
        browser.type(Keys.ENTER);
        browser.waitFor(".past");
        assertThat(browser.url()).isEqualTo("/contacts/" + id + "?tab=history&of=phone");
        assertThat(browser.find(".past").getText()).startsWith("Phone 53 → 54").doesNotContain("Once");
        browser.run("document.querySelector('[data-older]').focus()");
        browser.type(Keys.ENTER);
        browser.until("document.querySelectorAll('.past li').length === 55");
        assertThat(browser.all("[data-older]")).isEmpty();
        assertThat(browser.run("return document.querySelector('.past li:nth-child(51)').matches(':focus')"))
                .as("whoever reads on goes on where the page ended")
                .isEqualTo(true);
        assertThat(browser.find(".past li:last-child").getText()).startsWith("Phone set to 0");
        browser.go(browser.url());
        assertThat(browser.find(".past").getText()).startsWith("Phone 53 → 54");
    }

    @Test
    void sleepOfAMonth() {
        browser.go("/people/" + sleeper + "/sleep");
        browser.size(1440, 2200);
        browser.shoot("sleep");
        assertThat(browser.all("rect.unknown")).isNotEmpty();
        browser.size(1440, 900);
        assertThat(browser.find("#cost").getText()).startsWith("4 queries ·");
        assertThat(browser.run("return document.documentElement.scrollHeight")).isEqualTo(900L);
        browser.find(".figure summary").click();
        assertThat(browser.find(".figure[open]").getText()).contains("Device", "oura · Ring 4", "Window", "Sessions");
        browser.shoot("sleep-provenance");
        browser.go("/people/" + sleeper + "/sleep?night=2026-11-17");
        browser.shoot("sleep-missing-night");
        browser.go("/contacts?sort=createdAt");
        String other = browser.find("#grid tbody tr").getDomAttribute("data-id");
        browser.go("/people/" + other + "/sleep");
        browser.shoot("sleep-none");
    }

    @Test
    void thePagesRoundTheTable() {
        for (String page : List.of("fields", "contacts/new", "import", "duplicates")) {
            browser.go("/" + page);
            browser.until("document.readyState === 'complete'");
            browser.shoot(page.replace('/', '-'));
        }
    }

    @Test
    void whatIsNotThereAndWhatIsNotAllowed() {
        browser.signIn("bob");
        browser.go("/people/" + sleeper + "/sleep");
        browser.shoot("no-permission");
        assertThat(browser.find("main").getText()).contains("Status 403").doesNotContain("Exception", "dev.cohort");
        browser.go("/contacts/" + sleeper);
        assertThat(browser.find(".tabs").getText()).contains("History").doesNotContain("Sleep");
        browser.go("/no-such-page");
        browser.shoot("not-found");
        browser.go("/fields");
        browser.shoot("fields-reader");
    }

    @Test
    void aNarrowScreenAndAZoomedOne() {
        browser.size(360, 740);
        String longest = people.contact("{\"displayName\": \"%s\", \"company\": \"%s\"}"
                .formatted("Pneumonoultramicroscopic".repeat(8), "Silicovolcanoconiosis".repeat(8)));
        for (String page : List.of(
                "/contacts/" + longest,
                "/people/" + longest + "/sleep",
                "/merge?a=" + longest + "&b=" + sleeper,
                "/contacts",
                "/contacts/" + sleeper,
                "/people/" + sleeper + "/sleep",
                "/fields",
                "/import",
                "/duplicates",
                "/contacts/new",
                "/merge?a=" + sleeper + "&b=" + people.contact("{\"displayName\": \"Narrow\"}"),
                "/jobs/0HZZZZZZZZZZZ",
                "/nothing")) {
            browser.go(page);
            assertThat(browser.run("return document.documentElement.scrollWidth"))
                    .as(page)
                    .isEqualTo(360L);
            browser.shoot("narrow"
                    + page.replace(sleeper, "one")
                            .replace(longest, "longest")
                            .replaceAll("[?].*", "")
                            .replace('/', '-'));
        }
        browser.size(640, 400);
        for (String page : List.of("/contacts", "/people/" + sleeper + "/sleep")) {
            browser.go(page);
            assertThat(browser.run("return document.documentElement.scrollWidth"))
                    .as(page)
                    .isEqualTo(640L);
        }
        browser.shoot("zoomed-sleep");
    }

    @Test
    void theColourSchemeThatWasChosenArrivesWithThePage() {
        browser.find(".theme button[value=dark]").click();
        browser.go("/contacts");
        assertThat(browser.find("html").getDomAttribute("data-theme")).isEqualTo("dark");
        browser.find(".theme button[value=system]").click();
    }

    @Test
    void theBackButtonGoesBackThroughTheStatesOfTheTable() {
        browser.go("/contacts");
        browser.run("document.addEventListener('htmx:beforeOnLoad', () => {"
                + " window.waited = getComputedStyle(document.querySelector('#list'), '::before').animationName; })");
        browser.find("th[data-selector=company] a").click();
        browser.until("location.search === '?sort=company'");
        browser.waitFor("th[aria-sort=ascending]");
        assertThat(browser.all("#list, main")).hasSize(2);
        assertThat(browser.run("return window.waited")).isEqualTo("wait");
        assertThat(browser.all(".htmx-request")).isEmpty();
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
        for (String page :
                List.of("/contacts", "/contacts/" + id, "/contacts?q=onerror&peek=" + id, "/people/" + id + "/sleep")) {
            browser.go(page);
            assertThat(browser.find("body").findElement(By.cssSelector("main")).getText())
                    .contains("onerror");
            browser.assertQuiet(page);
        }
    }
}
