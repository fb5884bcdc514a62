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
    void theTableCostsOneStatement() {
        page("/contacts");
        var captured = QueryBudgets.capture(() -> page("/contacts?sort=fields.visits"));
        assertThat(captured).hasStatements(1);
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
        assertThat(text(answer)).contains("There is no property or field", "nonsense", "First page", "All contacts");
        assertThat(text(get("/contacts?cursor=stale"))).contains("cursor");
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
        assertThat(location("/contacts/columns?show=email&show=fields.tier"))
                .isEqualTo("/contacts?columns=" + encoded("!email,fields.tier"));
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
    void sleepIsOfferedToThoseAloneWhoMayReadIt() {
        assertThat(page("/contacts/" + maya)).doesNotContain("/people/");
    }

    @Test
    void thePagesRoundTheTableShowTheTenantsFields() {
        for (String path : new String[] {"/fields", "/contacts/new", "/import"}) {
            assertThat(page(path)).as(path).contains("Tier", "Visits");
        }
        assertThat(page("/duplicates")).contains("Duplicates");
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
        for (String path : new String[] {"/fields", "/contacts/new", "/import"}) {
            String newcomer = Long.toString(++tenant);
            assertThat(QueryBudgets.capture(() -> get(path, newcomer))).hasStatements(1);
            assertThat(QueryBudgets.capture(() -> get(path, newcomer))).hasStatements(0);
        }
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

    private MockHttpServletResponse get(String path) {
        return get(path, api.tenant());
    }

    private MockHttpServletResponse get(String path, Object tenant) {
        try {
            return mvc.perform(MockMvcRequestBuilders.get(URI.create(path))
                            .header("X-Test-Tenant", tenant)
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
