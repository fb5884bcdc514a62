package dev.cohort.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.CohortTest;
import org.junit.jupiter.api.Test;

/** The pages on which administrators see what reading costs. */
@CohortTest
class AdminBrowserIT extends BrowserTest {

    @Test
    void theQueryLabComparesRefusesAndMeasures() {
        browser.go("/admin/query-lab");
        browser.shoot("query-lab");
        browser.write("[name=filter]", "fields.tier==Gold");
        browser.write("[name=limit]", "5");
        browser.click("button[name=run]");
        assertThat(browser.read("#trials", "LOOP")).contains("AGGREGATE", "the same bytes");
        browser.click("details summary");
        assertThat(browser.read("details[open]", "SELECT")).contains("SELECT");
        browser.shoot("query-lab-compared");
        browser.write("[name=filter]", "nonsense==1");
        browser.click("button[name=run]");
        browser.read(".error", "nonsense");
        browser.shoot("query-lab-refused");
        browser.click("form[action$=calibration] button");
        browser.waitFor("#figures");
        browser.shoot("query-lab-measured");
        fits("/admin/query-lab");
    }

    @Test
    void theQueryBudgetsShowWhatRanAndWhatItMay() {
        browser.go("/contacts");
        browser.go("/admin/query-budgets");
        assertThat(browser.read(".budgets", "GET /contacts")).contains("3 statements", "ListPage.list");
        browser.shoot("query-budgets");
        fits("/admin/query-budgets");
    }

    @Test
    void nobodyElseSeesThem() {
        browser.signIn("bob");
        for (String page : new String[] {"query-lab", "query-budgets"}) {
            browser.go("/admin/" + page);
            assertThat(browser.find("main").getText()).contains("Status 403");
            assertThat(browser.find(".side").getText()).doesNotContain("Query");
        }
    }

    private void fits(String page) {
        browser.size(360, 740);
        browser.go(page);
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(360L);
        browser.shoot("narrow" + page.replace('/', '-'));
    }
}
