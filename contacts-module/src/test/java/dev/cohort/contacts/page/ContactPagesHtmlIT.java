package dev.cohort.contacts.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.contacts.ApiTest;
import dev.cohort.kernel.test.query.QueryBudgets;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;

/** The pages of contacts as HTML, without a script. */
class ContactPagesHtmlIT extends ApiTest {

    private String maya;

    @BeforeEach
    void people() {
        api.field("{'key': 'tier', 'label': 'Tier', 'type': 'select', 'options': ['Gold', 'Silver']}");
        api.field("{'key': 'visits', 'label': 'Visits', 'type': 'integer'}");
        maya = api.contact("{'firstName': 'Maya', 'lastName': 'Okafor', 'email': 'maya@example.com',"
                        + " 'fields': {'tier': 'Gold', 'visits': 7}}")
                .id();
        api.contact("{'firstName': 'Jonas', 'lastName': 'Lindqvist', 'fields': {'tier': 'Silver', 'visits': 70}}");
        api.contact("{'displayName': '<script>alert(1)</script>', 'company': '<b>x</b>'}");
    }

    @Test
    void theTableShowsWhatTheUrlSays() {
        String html = page("/contacts?filter=" + encoded("fields.tier==Gold") + "&columns=displayName,fields.visits");
        assertThat(html)
                .contains("Maya Okafor", "Visits", "data-raw=\"7\"", "<b>Tier</b>", "is", "Gold")
                .doesNotContain("Jonas");
    }

    @Test
    void theTableCostsOneStatementAndItsViewsAnother() {
        page("/contacts");
        var captured = QueryBudgets.capture(() -> page("/contacts?sort=fields.visits"));
        assertThat(captured).hasStatements(2);
    }

    @Test
    void whatAUserWroteIsNeverMarkup() {
        for (String path : new String[] {"/contacts", "/contacts?q=" + encoded("<script>alert(2)</script>")}) {
            assertThat(page(path)).doesNotContain("<script>alert", "<b>x</b>");
        }
    }

    @Test
    void aStateThatCannotBeShownSaysWhyAndOffersAWayOut() {
        MockHttpServletResponse answer = get("/contacts?filter=" + encoded("nonsense==1"));
        assertThat(answer.getStatus()).isEqualTo(400);
        assertThat(text(answer))
                .contains("There is no property or field", "nonsense", "Clear search and filters", "All contacts")
                .doesNotContain("First page");
        assertThat(text(get("/contacts?cursor=stale")))
                .contains("cursor", "First page")
                .doesNotContain("Clear search and filters");
        assertThat(text(get("/contacts?limit=0"))).contains("limit must be a number from 1 to 200");
    }

    @Test
    void theBuilderAddsChangesAndAlternatesConditions() {
        assertThat(location("/contacts/filter?selector=lastName&operator=%3D%3D&value=" + asked("O'Neil; x")))
                .isEqualTo("/contacts?filter=" + encoded("lastName==\"O'Neil; x\""));
        String filter = "&filter=" + encoded("fields.tier==Gold;lastName==b");
        assertThat(location("/contacts/filter?selector=fields.visits&operator=%3Dge%3D&value=5" + filter))
                .isEqualTo("/contacts?filter=" + encoded("fields.tier==Gold;lastName==b;fields.visits=ge=5"));
        assertThat(location("/contacts/filter?at=0&selector=fields.tier&operator=%3D%3D&value=Silver" + filter))
                .isEqualTo("/contacts?filter=" + encoded("fields.tier==Silver;lastName==b"));
        assertThat(location("/contacts/filter?at=1&or=1&selector=lastName&operator=%3D%3D&value=c" + filter))
                .isEqualTo("/contacts?filter=" + encoded("fields.tier==Gold;(lastName==b,lastName==c)"));
        assertThat(location("/contacts/filter?selector=lastName&operator=%3Din%3D&value=" + asked("a b\nc")))
                .isEqualTo("/contacts?filter=" + encoded("lastName=in=(\"a b\",c)"));
    }

    @Test
    void sortAndColumnsAreChosenByForms() {
        assertThat(location("/contacts/sort?by=lastName&direction=-&sort=email"))
                .isEqualTo("/contacts?sort=" + encoded("email,-lastName"));
        assertThat(location("/contacts/columns?show=email&show=fields.tier&pin=email&width.fields.tier=120"))
                .isEqualTo("/contacts?columns=" + encoded("!email,fields.tier:120"));
        assertThat(page("/contacts?columns=" + encoded("fields.tier:131,!email")))
                .contains("data-columns=\"!email,fields.tier:140\"", "w140");
    }

    @Test
    void aJumpLandsOnTheFirstValueNotBeforeItAndTheRestIsBefore() {
        for (String name : new String[] {"Ada", "Bea Lee", "Mia", "Mona", "Zoe Lee"}) {
            api.contact("{'firstName': '" + name + "', 'company': 'Jump'}");
        }
        String listing = "filter=" + encoded("company==Jump") + "&limit=2&columns=firstName";
        assertThat(page(location("/contacts/jump?to=m&sort=firstName&" + listing)))
                .contains("Mia", "Mona", "rel=\"prev\"")
                .doesNotContain("Bea Lee", "Zoe Lee");
        assertThat(page(location("/contacts/jump?to=M&sort=-firstName&" + listing)))
                .contains("Mona", "Mia", "rel=\"prev\"")
                .doesNotContain("Bea Lee", "Zoe Lee");
        assertThat(page(location("/contacts/jump?to=7&sort=-fields.visits"))).contains("Maya Okafor");
        assertThatThrownBy(() -> get("/contacts/jump?to=m"))
                .hasRootCauseMessage("Sort by a column to jump to a value of it.");
        assertThatThrownBy(() -> get("/contacts/jump?to=m&sort=fields.none"))
                .rootCause()
                .hasMessageContaining("fields.none");
        assertThatThrownBy(() -> get("/contacts/jump?to=x&sort=fields.visits"))
                .rootCause()
                .hasMessageContaining("integer");
    }

    @Test
    void aViewIsSavedOpenedChangedAndDeletedByForms() {
        String opened = post(
                "/contacts/views",
                "name",
                "Gold <b>",
                "visibility",
                "shared",
                "filter",
                "fields.tier==Gold",
                "columns",
                "!displayName:200,fields.visits");
        assertThat(opened).startsWith("/contacts?view=");
        assertThat(page(opened))
                .contains("Maya Okafor", "Gold &lt;b&gt;", "w200", "Visits")
                .doesNotContain("Jonas", "tag warn", "Gold <b>");
        String changed = page(opened + "&filter=");
        assertThat(changed).contains("Jonas", "tag warn\">Changed</span>", "/save");
        String id = opened.substring(opened.indexOf('=') + 1);
        post("/contacts/views/" + id + "/save", "view", id, "filter", "", "sort", "-fields.visits", "columns", "");
        assertThat(page(opened)).contains("Jonas").doesNotContain("tag warn");
        post("/contacts/views/" + id + "/edit", "name", "Everybody");
        assertThat(page("/contacts")).contains(">Everybody</span>");
        post("/contacts/views/" + id + "/delete");
        assertThat(text(get(opened))).contains("There is no such view");
    }

    @Test
    void theViewThatAUserChoseOpensFirstWhereverTheySignIn() {
        String mine = post("/contacts/views", "name", "Mine", "sort", "lastName");
        String ours = post("/contacts/views", "name", "Ours", "visibility", "shared");
        prefer(mine, true);
        assertThat(location("/contacts")).isEqualTo(mine);
        prefer(ours, true);
        assertThat(location("/contacts")).isEqualTo(ours);
        prefer(mine, false);
        assertThat(location("/contacts")).isEqualTo(ours);
        assertThat(QueryBudgets.capture(() -> page("/contacts?view="))).hasStatements(2);
        assertThat(text(get("/contacts", api.tenant(), "bob"))).contains("Ours").doesNotContain("Mine");
        prefer(ours, false);
        assertThat(page("/contacts")).contains("Ours", "Mine");
    }

    @Test
    void aViewThatIsGoneOrUnseenOpensNothingFirst() {
        String mine = post("/contacts/views", "name", "Mine");
        prefer(mine, true);
        post("/contacts/views/" + id(mine) + "/delete");
        assertThat(page("/contacts")).doesNotContain("Mine");
        String shared = post("/contacts/views", "name", "Ours", "visibility", "shared");
        assertThat(get("/contacts", api.tenant(), "bob").getStatus()).isEqualTo(200);
        postAs("bob", "/contacts/views/" + id(shared) + "/prefer", "on", "true");
        assertThat(get("/contacts", api.tenant(), "bob").getRedirectedUrl()).isEqualTo(shared);
        post("/contacts/views/" + id(shared) + "/edit", "visibility", "private");
        assertThat(get("/contacts", api.tenant(), "bob").getStatus()).isEqualTo(200);
        assertThatThrownBy(() -> postAs("bob", "/contacts/views/" + id(shared) + "/prefer", "on", "true"))
                .hasRootCauseMessage("There is no such view.");
    }

    private void prefer(String view, boolean on) {
        assertThat(post("/contacts/views/" + id(view) + "/prefer", "on", String.valueOf(on)))
                .isEqualTo(view);
    }

    private static String id(String view) {
        return view.substring("/contacts?view=".length());
    }

    @Test
    void aContactHasAPageADrawerAndARow() {
        assertThat(page("/contacts/" + maya)).contains("Maya Okafor", "mailto:maya@example.com", "data-version=\"1\"");
        assertThat(page("/contacts/" + maya + "/drawer"))
                .contains("data-close-drawer")
                .doesNotContain("<html");
        assertThat(page("/contacts/" + maya + "/row?columns=fields.tier")).contains("<tbody", "Gold");
        for (String unknown : new String[] {"nonsense", "0HZZZZZZZZZZZ"}) {
            assertThatThrownBy(() -> get("/contacts/" + unknown)).hasRootCauseMessage("There is no such contact.");
        }
    }

    @Test
    void theHistoryIsReadPagedAndNarrowedWithoutAScript() {
        for (int visits = 8; visits < 60; visits++) {
            api.patch(
                    "/api/v1/contacts/" + maya,
                    "\"" + (visits - 7) + "\"",
                    "{\"fields\": {\"visits\": " + visits + "}}");
        }
        api.patch("/api/v1/contacts/" + maya, "\"53\"", "{\"company\": \"<b>y</b>\", \"email\": null}");
        assertThat(page("/contacts/" + maya)).contains("?tab=history").doesNotContain("class=\"past\"");
        String newest = page("/contacts/" + maya + "?tab=history");
        assertThat(newest)
                .contains("&lt;b&gt;y&lt;/b&gt;", "<del>maya@example.com</del>", ">nothing</ins>", "<del>58</del>")
                .doesNotContain("<b>y</b>", "<del>7</del>");
        String older = newest.replaceAll("(?s).*href=\"([^\"]*)\">Older changes.*", "$1")
                .replace("&amp;", "&");
        assertThat(page(older))
                .contains("<del>7</del>", "set to", "<ins>Gold</ins>")
                .doesNotContain("Older changes");
        String tier = "/contacts/" + maya + "/history?of=fields.tier";
        assertThat(page(tier)).contains("<ins>Gold</ins>").doesNotContain("Visits", "Company", "<html");
        assertThat(QueryBudgets.capture(() -> page(tier))).hasStatements(1);
        assertThat(page("/contacts/" + maya + "/history?of=phone")).contains("It never had a value.");
        assertThat(page("/contacts/" + maya + "/history?of=email"))
                .contains("maya@example.com")
                .doesNotContain("Gold");
        assertThatThrownBy(() -> get("/contacts/" + maya + "/history?of=nonsense"))
                .rootCause()
                .hasMessageContaining("nonsense");
        assertThatThrownBy(() -> get("/contacts/" + maya + "/history?of=fields.none"))
                .rootCause()
                .hasMessageContaining("none");
        assertThatThrownBy(() -> get("/contacts/nonsense/history")).hasRootCauseMessage("There is no such contact.");
    }

    @Test
    void sleepIsOfferedToThoseAloneWhoMayReadIt() {
        assertThat(page("/contacts/" + maya)).doesNotContain("/people/");
    }

    @Test
    void thePagesRoundTheTableShowTheTenantsFields() {
        for (String path : new String[] {"/contacts/new", "/import"}) {
            assertThat(page(path)).as(path).contains("Tier", "Visits");
        }
        assertThat(page("/duplicates")).contains("Duplicates");
    }

    @Test
    void twoContactsAreReadSideBySideByOneStatement() {
        String jonas = api.contact("{'firstName': 'Jonas', 'company': 'Other'}").id();
        String path = "/merge?a=" + jonas + "&b=" + maya;
        assertThat(page(path)).containsSubsequence("Jonas", "stays", "Maya Okafor");
        assertThat(QueryBudgets.capture(() -> page(path))).hasStatements(1);
        for (String other : new String[] {jonas, "nonsense", "0HZZZZZZZZZZZ"}) {
            assertThatThrownBy(() -> get("/merge?a=" + jonas + "&b=" + other))
                    .hasRootCauseMessage("There is no such contact.");
        }
    }

    @Test
    void twoContactsStandSideBySideToBeMerged() {
        String jonas = api.contact("{'firstName': 'Jona', 'fields': {'tier': 'Silver'}}")
                .id();
        assertThat(page("/merge?a=" + maya + "&b=" + jonas)).contains("Maya Okafor", "Jona", "Tier");
        assertThatThrownBy(() -> get("/merge?a=" + maya)).hasRootCauseMessage("There is no such contact.");
    }

    @Test
    void aJobHasAPage() {
        assertThat(page("/jobs/0HZZZZZZZZZZZ")).contains("0HZZZZZZZZZZZ");
        assertThatThrownBy(() -> get("/jobs/nonsense")).hasRootCauseMessage("There is no such job.");
    }

    @Test
    void theFirstPageOfATenantReadsItsFieldsAndNoOtherDoes() {
        long tenant = 7_350_000;
        for (String path : new String[] {"/contacts/new", "/import"}) {
            String newcomer = Long.toString(++tenant);
            assertThat(QueryBudgets.capture(() -> get(path, newcomer, "ann"))).hasStatements(1);
            assertThat(QueryBudgets.capture(() -> get(path, newcomer, "ann"))).hasStatements(0);
        }
    }

    @Test
    void theDesignerShowsFieldsAsTheyAreNow() {
        assertThat(QueryBudgets.capture(() -> page("/fields"))).hasStatements(1);
        assertThat(QueryBudgets.capture(() -> page("/fields"))).hasStatements(1);
    }

    private String page(String path) {
        MockHttpServletResponse answer = get(path);
        assertThat(answer.getStatus()).as(path).isEqualTo(200);
        return text(answer);
    }

    private String location(String path) {
        MockHttpServletResponse answer = get(path);
        assertThat(answer.getStatus()).as(path).isEqualTo(302);
        return answer.getRedirectedUrl();
    }

    private String post(String path, String... parameters) {
        return postAs("ann", path, parameters);
    }

    private String postAs(String user, String path, String... parameters) {
        var request = MockMvcRequestBuilders.post(URI.create(path))
                .header("X-Test-Tenant", api.tenant())
                .header("X-Test-User", user);
        for (int at = 0; at < parameters.length; at += 2) {
            request.param(parameters[at], parameters[at + 1]);
        }
        try {
            MockHttpServletResponse answer = mvc.perform(request).andReturn().getResponse();
            assertThat(answer.getStatus()).as(path).isEqualTo(302);
            return answer.getRedirectedUrl();
        } catch (Exception failure) {
            throw new AssertionError(path, failure);
        }
    }

    private MockHttpServletResponse get(String path) {
        return get(path, api.tenant(), "ann");
    }

    private MockHttpServletResponse get(String path, Object tenant, String user) {
        try {
            return mvc.perform(MockMvcRequestBuilders.get(URI.create(path))
                            .header("X-Test-Tenant", tenant)
                            .header("X-Test-User", user)
                            .header("Accept", "text/html"))
                    .andReturn()
                    .getResponse();
        } catch (Exception failure) {
            throw new AssertionError(path, failure);
        }
    }

    private static String text(MockHttpServletResponse answer) {
        return new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8);
    }

    /** As {@link #encoded}, in the form that the mock request decodes. */
    private static String asked(String text) {
        return encoded(text).replace("+", "%20");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
