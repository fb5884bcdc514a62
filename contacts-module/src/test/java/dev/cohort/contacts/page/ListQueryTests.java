package dev.cohort.contacts.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ListQueryTests {

    @Test
    void theUrlIsTheWholeState() {
        ListQuery query = ListQuery.of(Map.of(
                "filter", "a==\"x & y\"", "sort", "-a,b", "q", "zoë", "columns", "!a,b", "limit", "20", "cursor", "C"));
        assertThat(query.href())
                .isEqualTo(
                        "/contacts?q=zo%C3%AB&filter=a%3D%3D%22x+%26+y%22&sort=-a%2Cb&columns=%21a%2Cb&limit=20&cursor=C");
    }

    @Test
    void anotherFilterSearchOrSortBeginsAtTheFirstPage() {
        ListQuery query = ListQuery.of(Map.of("cursor", "C", "peek", "P", "columns", "a"));
        assertThat(query.withFilter("x==1").href()).isEqualTo("/contacts?filter=x%3D%3D1&columns=a");
        assertThat(query.withSort("x").href()).doesNotContain("cursor");
        assertThat(query.withSearch("x").href()).doesNotContain("cursor");
    }

    @Test
    void blankPartsOfAFormAreLeftOut() {
        assertThat(ListQuery.of(Map.of("q", " ", "filter", "")).href()).isEqualTo("/contacts");
    }

    @Test
    void withAViewTheUrlSaysOnlyWhatDiffers() {
        var saved = new ListQuery.Saved("a==1", "-b", null);
        ListQuery opened = ListQuery.of(Map.of("view", "V"), saved);
        assertThat(opened.filter()).isEqualTo("a==1");
        assertThat(opened.isChanged()).isFalse();
        assertThat(opened.href()).isEqualTo("/contacts?view=V");
        ListQuery cleared = opened.withFilter(null);
        assertThat(cleared.href()).isEqualTo("/contacts?view=V&filter=");
        assertThat(cleared.isChanged()).isTrue();
        assertThat(ListQuery.of(Map.of("view", "V", "filter", ""), saved)).isEqualTo(cleared);
        assertThat(cleared.asSaved()).isEqualTo(opened);
    }

    @Test
    void aFormKeepsTheWholeStateOfAView() {
        ListQuery opened = ListQuery.of(Map.of("view", "V"), new ListQuery.Saved("a==1", null, "!b:200"));
        assertThat(opened.kept()).isEqualTo(Map.of("view", "V", "filter", "a==1", "sort", "", "columns", "!b:200"));
        assertThat(ListQuery.of(opened.kept()).withSort("c").href())
                .isEqualTo("/contacts?view=V&filter=a%3D%3D1&sort=c&columns=%21b%3A200");
    }

    @Test
    void aHeadingLeadsThroughAscendingAndDescendingBackToNewestFirst() {
        ListQuery plain = ListQuery.of(Map.of());
        assertThat(SortKeys.toggle(plain, "lastName")).isEqualTo("/contacts?sort=lastName");
        assertThat(SortKeys.toggle(plain.withSort("lastName"), "lastName")).isEqualTo("/contacts?sort=-lastName");
        assertThat(SortKeys.toggle(plain.withSort("-lastName"), "lastName")).isEqualTo("/contacts");
    }

    @Test
    void aSortHasFiveKeysAtMostAndEachOnce() {
        ListQuery query = ListQuery.of(Map.of("sort", "a,b,c,d,e"));
        assertThat(SortKeys.adding(query, "-c")).isEqualTo("/contacts?sort=a%2Cb%2Cd%2Ce%2C-c");
        assertThat(SortKeys.adding(query, "f")).isEqualTo("/contacts?sort=b%2Cc%2Cd%2Ce%2Cf");
    }
}
