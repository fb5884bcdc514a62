package dev.cohort.contacts.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.cohort.contacts.ApiTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

class QueryLabIT extends ApiTest {

    private static final Pattern TAGS = Pattern.compile("<[^>]*>|\\s+");

    @Test
    void everyStrategyShowsItsCostAndTheSameBytes() throws Exception {
        api.field("{'key': 'age', 'type': 'integer'}");
        for (int n = 0; n < 7; n++) {
            api.contact("{'lastName': 'L" + n + "', 'fields': {'age': " + n + "}}");
        }
        assertThat(page("/admin/query-lab")).doesNotContain("PACKED 1", "Its plan");
        String all = page("/admin/query-lab?run=true&limit=5&filter=fields.age%3Dgt%3D0&sort=-lastName");
        assertThat(all)
                .contains("5 contacts, by strategy")
                .containsPattern("PACKED 1 1 6 [0-9.]+ the same bytes")
                .containsPattern("AGGREGATE 1 1 6 [0-9.]+ the same bytes")
                .containsPattern("TWO_STEP 2 2 12 [0-9.]+ the same bytes")
                .containsPattern("LOOP 13 13 18 [0-9.]+ the same bytes")
                .contains("Execution Time", "Buffers:", "contact_document")
                .doesNotContain("different");
        String hot = page("/admin/query-lab?run=true&fields=none&limit=5");
        assertThat(hot)
                .containsPattern("HOT_ONLY 1 1 6 [0-9.]+ the same bytes")
                .containsPattern("LOOP 7 7 12 [0-9.]+ the same bytes")
                .doesNotContain("attribute_entry", "contact_document");
    }

    @Test
    void whatIsWrongIsSaidOnThePage() throws Exception {
        for (String query : List.of("filter=nope%3D%3D1", "sort=nope", "limit=51", "limit=x", "fields=nope")) {
            MockHttpServletResponse answer = send(get("/admin/query-lab?run=true&" + query));
            assertThat(answer.getStatus()).as(query).isEqualTo(400);
            assertThat(answer.getContentAsString()).contains("role=\"alert\"").doesNotContain("Exception");
        }
    }

    @Test
    void aCalibrationIsMeasuredAndShown() throws Exception {
        api.contact("{'lastName': 'Lee'}");
        assertThat(send(post("/admin/query-lab/calibration")).getRedirectedUrl())
                .isEqualTo("/admin/query-lab");
        assertThat(page("/admin/query-lab"))
                .contains("cohort.contacts.calibration.aggregate=", "These figures are for your eyes")
                .containsPattern("200: (PACKED|TWO_STEP)");
    }

    private String page(String path) throws Exception {
        MockHttpServletResponse answer = send(get(java.net.URI.create(path)));
        assertThat(answer.getStatus()).isEqualTo(200);
        return TAGS.matcher(answer.getContentAsString()).replaceAll(" ").replaceAll(" +", " ");
    }

    private MockHttpServletResponse send(MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.header("X-Test-Tenant", api.tenant()).header("X-Test-User", "ann"))
                .andReturn()
                .getResponse();
    }
}
