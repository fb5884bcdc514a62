package dev.cohort.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.CohortTest;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Saved views, columns, groups of conditions and the jump, all of which stand in the URL. */
@CohortTest
class ViewsBrowserIT extends BrowserTest {

    @Test
    void aViewIsSavedChangedResetSharedLockedAndDeleted() {
        browser.go("/contacts?filter=fields.tier==Gold&sort=lastName");
        browser.click("#save-view summary");
        browser.write("#save-view [name=name]", "Gold people");
        browser.shoot("view-save");
        browser.type(Keys.ENTER);
        browser.until("/^[?]view=\\w{13}$/.test(location.search)");
        browser.read(".viewtabs [aria-current]", "Gold people");
        String id = browser.url().substring("/contacts?view=".length());

        browser.click("th[data-selector=company] a");
        browser.read(".views", "Changed");
        assertThat(browser.url()).isEqualTo("/contacts?view=" + id + "&sort=company");
        browser.shoot("view-changed");
        browser.run("history.back()");
        browser.until("!document.querySelector('.views .tag.warn')");
        browser.go("/contacts?view=" + id + "&sort=-company");
        browser.click(".viewacts form .button");
        browser.until("location.search === '?view=" + id + "'");
        browser.waitFor("th[data-selector=company][aria-sort=descending]");

        browser.click("#view-menu summary");
        browser.write("#view-menu [name=name]", "Gold, by company");
        browser.type(Keys.ENTER);
        browser.read(".viewtabs [aria-current]", "Gold, by company");
        browser.click("#view-menu summary");
        browser.choose("#view-menu [name=visibility]", "All, and only its owner changes it");
        browser.shoot("view-menu");
        browser.click("#view-menu [name=visibility] + .button");
        browser.waitFor(".viewtabs [aria-current] .i");

        browser.signIn("bob").go("/contacts?view=" + id + "&sort=");
        browser.click("#view-menu summary");
        assertThat(browser.find("#view-menu").getText())
                .contains("Kept by alice", "Locked")
                .doesNotContain("Delete");
        assertThat(browser.find(".viewacts").getText()).contains("Changed", "Reset", "Save as");
        assertThat(browser.all(".viewacts form[action$='/save']")).isEmpty();

        browser.signIn("alice").go("/contacts?view=" + id);
        browser.click("#view-menu summary");
        browser.click("#view-menu [data-confirm]");
        browser.waitFor("dialog[open]");
        browser.shoot("view-delete");
        browser.click("dialog .danger");
        browser.until("location.search === ''");
        assertThat(browser.find(".viewtabs").getText()).doesNotContain("Gold, by company");
    }

    @Test
    void theViewThatIsOpenedFirstIsRememberedAndLeftAgain() {
        browser.go("/contacts?filter=fields.vip==true");
        browser.click("#save-view summary");
        browser.write("#save-view [name=name]", "Important");
        browser.type(Keys.ENTER);
        browser.read(".viewtabs [aria-current]", "Important");
        String opened = browser.url();
        browser.click("#view-menu summary");
        browser.click("#view-menu form[action$='/prefer'] .button");
        browser.until("!document.querySelector('#view-menu[open]')");
        browser.go("/contacts");
        assertThat(browser.url()).isEqualTo(opened);
        browser.click(".viewtabs a");
        browser.until("location.search === '?view='");
        browser.read(".viewtabs [aria-current]", "All contacts");
        browser.go(opened);
        browser.click("#view-menu summary");
        browser.click("#view-menu form[action$='/prefer'] .button");
        browser.until("!document.querySelector('#view-menu[open]')");
        browser.go("/contacts");
        assertThat(browser.url()).isEqualTo("/contacts");
    }

    @Test
    void columnsAreChosenOrderedPinnedAndSized() {
        browser.go("/contacts");
        browser.click("#column-menu summary");
        browser.click("#column-menu [value='fields.visits'][name=pin]");
        browser.write("#column-menu [name='width.fields.visits']", "160");
        browser.click("#column-menu li:nth-child(3) [data-move='-1']");
        browser.shoot("columns");
        browser.click("#column-menu .primary");
        browser.until("location.search.includes('columns=')");
        browser.waitFor("th.pin[data-selector='fields.visits']");
        assertThat(browser.run("return document.querySelector('th[data-selector=\"fields.visits\"]').offsetWidth"))
                .isEqualTo(160L);
        assertThat(headings()).startsWith("displayName,fields.visits,phone");
        browser.size(700, 900);
        browser.run("document.querySelector('.grid').scrollLeft = 400");
    }

    @Test
    void columnsAreDraggedToAWidthAndAPlace() {
        browser.go("/contacts?columns=!displayName:200,email:200,phone:160,company:160");
        browser.waitFor("#grid td[tabindex='0']");
        browser.drag("th[data-selector=email] .grip", 81);
        browser.until("location.search.includes('email%3A280')");
        browser.waitFor("#grid th.w280[data-selector=email]");
        assertThat(headings()).isEqualTo("displayName,email,phone,company");
        browser.drag("th[data-selector=company] a span", -200);
        browser.until("document.querySelectorAll('#grid th')[3].dataset.selector === 'company'");
        assertThat(headings()).isEqualTo("displayName,email,company,phone");
        assertThat(browser.url()).contains("columns=").doesNotContain("sort=");
        browser.run("history.back()");
        browser.until("document.querySelectorAll('#grid th')[3].dataset.selector === 'phone'");
        browser.click("th[data-selector=company] a");
        browser.until("location.search.includes('sort=company')");
    }

    private String headings() {
        return (String) browser.run("return [...document.querySelectorAll('#grid th[data-selector]')]"
                + ".map((one) => one.dataset.selector).join()");
    }

    @Test
    void groupsOfConditionsAreBuiltAndRead() {
        browser.go("/contacts?filter=company==Northwind");
        browser.click(".chip summary");
        browser.write(".chip [name=value]", "Aurora Labs");
        browser.click(".chip [name=or]");
        browser.until("document.querySelectorAll('.chip').length === 2");
        assertThat(browser.find(".tools").getText()).contains("Any of");
        long any = rows();
        browser.click("#add-filter summary");
        browser.choose("#add-filter [name=selector]", "Tier");
        browser.choose("#add-filter [name=operator]", "is");
        browser.choose("#add-filter [name=value]", "Gold");
        browser.shoot("filter-groups");
        browser.click("#add-filter [name=and]");
        browser.waitFor(".chips .chip");
        assertThat(browser.find(".tools").getText()).contains("All of");
        assertThat(rows()).isLessThan(any).isPositive();
        browser.click(".chips > .cut");
        browser.until("!document.querySelector('.chips')");
    }

    @Test
    void aValueThatDoesNotFitIsExplainedWhereTheTableWas() {
        browser.go("/contacts");
        browser.click("#add-filter summary");
        browser.choose("#add-filter [name=selector]", "Visits");
        browser.write("#add-filter [name=value]", "many");
        browser.type(Keys.ENTER);
        assertThat(browser.read(".refused", "many")).contains("integer", "Clear search and filters");
        assertThat(browser.url()).contains("filter=fields.visits");
        assertThat(browser.all(".toast")).isEmpty();
        browser.click(".refused a");
        browser.waitFor("#grid");
        assertThat(browser.url()).isEqualTo("/contacts");
    }

    @Test
    void aJumpOpensThePageOfAValue() {
        browser.go("/contacts?sort=lastName&limit=10");
        browser.type("J");
        browser.until("document.activeElement.id === 'jump-to'");
        browser.type("R", Keys.ENTER);
        browser.until("location.search.includes('cursor=')");
        browser.waitFor("a[rel=prev]");
        assertThat(browser.find("#grid tbody tr").getText()).contains("Rossi");
    }

    private long rows() {
        return (long) browser.run("return document.querySelectorAll('#grid tbody tr').length");
    }
}
