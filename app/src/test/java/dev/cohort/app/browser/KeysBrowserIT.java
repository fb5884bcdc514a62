package dev.cohort.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.CohortTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** A day's work without a mouse: every key goes to where the focus is, nothing is clicked. */
@CohortTest
class KeysBrowserIT extends BrowserTest {

    @Test
    void aDaysWorkWithoutAMouse() {
        browser.go("/contacts?sort=fields.visits");
        browser.waitFor("#grid");
        String first = browser.find("#grid tbody tr").getDomAttribute("data-id");
        String row = "document.querySelector('tr[data-id=\"" + first + "\"]').textContent";

        browser.type("?");
        browser.waitFor("#shortcuts[open]");
        browser.shoot("shortcuts");
        browser.type(Keys.ESCAPE);

        browser.type("j", Keys.ARROW_RIGHT, Keys.ENTER);
        browser.waitFor(".editor input");
        browser.press(Keys.CONTROL, "a");
        browser.type("not an address", Keys.ENTER);
        browser.waitFor(".editor .error");
        browser.shoot("edit-refused");
        browser.press(Keys.CONTROL, "a");
        browser.type("new.address@example.com", Keys.ENTER);
        browser.until(row + ".includes('new.address')");
        assertThat(browser.read(".toast", "saved")).contains("Undo");

        people.change(first, "{\"phone\": \"+1 212 555 0000\"}");
        browser.type(Keys.ARROW_RIGHT, Keys.F2);
        browser.waitFor(".editor input");
        browser.press(Keys.CONTROL, "a");
        browser.type("+1 646 555 1111", Keys.ENTER);
        browser.waitFor(".versus");
        assertThat(browser.find(".versus").getText()).contains("+1 212 555 0000", "+1 646 555 1111");
        browser.shoot("edit-conflict");
        browser.type(Keys.ENTER);
        browser.until(row + ".includes('646 555 1111')");

        browser.type(" ");
        browser.waitFor("#drawer[data-open]");
        assertThat(browser.url()).contains("peek=" + first);
        browser.type(Keys.ESCAPE);
        browser.until("!document.querySelector('#drawer[data-open]')");
    }

    @Test
    void aValueThatSomebodyElseSavedIsKeptIfSoDecided() {
        String id = people.contact("{\"lastName\": \"Versus\", \"phone\": \"1\"}");
        browser.go("/contacts?filter=lastName==Versus&columns=displayName,phone");
        people.change(id, "{\"phone\": \"2\"}");
        browser.type("j", Keys.ARROW_RIGHT, Keys.ENTER);
        browser.press(Keys.CONTROL, "a");
        browser.type("3", Keys.ENTER);
        browser.waitFor(".versus");
        browser.type(Keys.ESCAPE);
        assertThat(browser.read(".toast", "Kept")).contains("Kept the value that was saved meanwhile.");
        browser.until("document.querySelector('#grid tbody tr').cells[2].textContent.trim() === '2'");
    }

    @Test
    void theSheetOfShortcutsNamesEachKeyOfEachPage() {
        for (String page : List.of("/contacts?sort=lastName&limit=10", "/fields", "/people/" + sleeper + "/sleep")) {
            browser.go(page);
            assertThat(browser.run("const told = [...document.querySelectorAll('#shortcuts kbd')]"
                            + ".map((one) => one.textContent);"
                            + "return [...document.querySelectorAll('[data-key]')]"
                            + ".map((one) => one.dataset.key).filter((key) => !told.includes(key))"))
                    .as(page)
                    .isEqualTo(List.of());
        }
    }

    @Test
    void singleKeysAreSwitchedOffAndTheOthersStay() {
        browser.go("/contacts");
        browser.type("?");
        browser.waitFor("#shortcuts[open]");
        browser.type(Keys.TAB, " ", Keys.ESCAPE);
        try {
            browser.go("/contacts");
            browser.type("j", "f", "?", "g", "f");
            assertThat(browser.all("#add-filter[open], #shortcuts[open]")).isEmpty();
            assertThat(browser.run("return document.activeElement.localName")).isEqualTo("body");
            assertThat(browser.url()).isEqualTo("/contacts");
            browser.press(Keys.CONTROL, "k");
            browser.waitFor("#palette[open]");
        } finally {
            browser.run("localStorage.clear()");
        }
    }

    @Test
    void eachKeyOfTheTableDoesWhatTheSheetSays() {
        String first = people.contact("{\"firstName\": \"Anna\", \"lastName\": \"Moves\"}");
        people.contact("{\"firstName\": \"Berta\", \"lastName\": \"Moves\"}");
        browser.go("/contacts?filter=lastName==Moves&columns=displayName,company,phone&sort=firstName");
        for (String[] step : new String[][] {
            {"j", "0,1"}, {"j", "1,1"}, {"j", "1,1"}, {"k", "0,1"}, {"k", "0,1"},
        }) {
            browser.type(step[0]);
            assertThat(cell()).as(step[0]).isEqualTo(step[1]);
        }
        browser.type(Keys.ARROW_DOWN, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(cell()).isEqualTo("1,3");
        browser.type(Keys.ARROW_UP, Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        assertThat(cell()).isEqualTo("0,1");
        browser.type(Keys.ARROW_RIGHT);
        browser.type("e");
        browser.waitFor(".editor input");
        browser.type(Keys.ESCAPE);
        assertThat(cell()).isEqualTo("0,2");
        browser.type("x");
        browser.read("#bulk-count", "1 selected");
        browser.type("x");
        browser.until("document.querySelector('#bulk').hidden");
        browser.type(" ");
        browser.waitFor("#drawer[data-open]");
        browser.type(Keys.ESCAPE);
        assertThat(cell()).isEqualTo("0,2");
        browser.type("o");
        browser.until("location.pathname === '/contacts/" + first + "'");
    }

    /** Row and column of the cell that has the focus, from 0. */
    private Object cell() {
        return browser.run(
                "const cell = document.activeElement;"
                        + "return [...document.querySelectorAll('#grid tbody tr')].indexOf(cell.parentElement) + ',' + cell.cellIndex");
    }

    @Test
    void cellsAreLeftAndSavedAndASelectionChangedFromTheKeyboard() {
        people.contact("{\"firstName\": \"Tabitha\", \"lastName\": \"Keys\", \"company\": \"Tab Ltd\"}");
        people.contact("{\"firstName\": \"Tobias\", \"lastName\": \"Keys\"}");
        browser.go("/contacts?filter=lastName==Keys&columns=displayName,company,phone&sort=firstName");
        browser.type("j", Keys.ARROW_RIGHT, Keys.ENTER);
        browser.waitFor(".editor input");
        browser.press(Keys.CONTROL, "a");
        browser.type("Elsewhere", Keys.ESCAPE);
        browser.until("!document.querySelector('.editor')");
        assertThat(browser.find("#grid tbody").getText()).contains("Tab Ltd").doesNotContain("Elsewhere");
        browser.type(Keys.ENTER);
        browser.waitFor(".editor input");
        browser.press(Keys.CONTROL, "a");
        browser.type("New Ltd", Keys.TAB);
        browser.until("document.querySelector('.editor input')?.ariaLabel === 'Phone'");
        browser.type("+1 999", Keys.ENTER);
        browser.until("document.querySelector('#grid tbody tr').textContent.includes('+1 999')");
        assertThat(browser.find("#grid tbody tr").getText()).contains("New Ltd");
        assertThat(browser.find("#grid tbody tr").getDomAttribute("data-version"))
                .as("of what was saved by Tab and by Enter, and not by Esc")
                .isEqualTo("3");

        browser.type("x", "j", "x");
        browser.until("document.querySelector('#bulk-count').textContent === '2 selected'");
        browser.press(Keys.CONTROL, "k");
        browser.waitFor("#palette[open]");
        browser.type("edit a value", Keys.ENTER);
        browser.until("document.activeElement.localName === 'select'");
        browser.type("Company", Keys.TAB, "Both Ltd", Keys.ENTER);
        assertThat(browser.read("dialog[open] h2", "Change")).isEqualTo("Change 2 contacts");
        browser.type(Keys.ENTER);
        browser.until("(document.querySelector('#grid tbody')?.textContent.match(/Both Ltd/g) ?? []).length === 2");
    }

    @Test
    void aFilterIsBuiltAndAContactFoundFromTheKeyboard() {
        browser.go("/contacts");
        browser.type("f");
        browser.waitFor("#add-filter[open] select");
        browser.type("Company", Keys.TAB, Keys.TAB);
        browser.type("Aurora", Keys.TAB, Keys.ENTER);
        browser.until("location.search.includes('company')");
        browser.waitFor(".chip");
        assertThat(browser.find(".chip").getText()).contains("Company", "contains", "Aurora");

        browser.type("/");
        browser.until("document.activeElement.id === 'q'");
        browser.type("okafor", Keys.ENTER);
        browser.until("location.search.includes('q=okafor')");
        browser.until("document.activeElement.id === 'q' && document.activeElement.value === 'okafor'");

        browser.press(Keys.CONTROL, "k");
        browser.waitFor("#palette[open]");
        browser.type("aiko");
        browser.until("document.querySelectorAll('#palette [role=option]').length > 1");
        browser.until("document.querySelector('#palette [role=option]').textContent.includes('Aiko')");
        browser.shoot("palette");
        browser.type(Keys.ENTER);
        browser.waitFor("[data-contact]");
        assertThat(browser.find("h1").getText()).startsWith("Aiko");
    }

    @Test
    void aFileIsImportedAndANightLookedAtFromTheKeyboard(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("keys.csv"), "externalId,lastName\nK-1,Keyboard\n");
        browser.go("/contacts");
        browser.waitFor("#grid");
        browser.type("g");
        browser.type("i");
        browser.waitFor("#drop");
        browser.find("#file").sendKeys(file.toString());
        browser.until("document.activeElement.id === 'rehearse'");
        browser.type(Keys.ENTER);
        browser.until("document.activeElement.textContent === 'Import now'");
        browser.type(Keys.ENTER);
        browser.until("location.pathname.startsWith('/jobs/')");
        browser.read("#job", "Done");

        browser.go("/people/" + sleeper + "/sleep");
        browser.type("[");
        browser.until("location.search.includes('night=2026-11-20')");
        browser.type("g");
        browser.type("c");
        browser.waitFor("#grid");
    }
}
