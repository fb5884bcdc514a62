package dev.cohort.contacts.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.contacts.page.FilterTree.Condition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterTreeTests {

    private static final Condition NEW = new Condition("lastName", FilterOperator.IS, List.of("x y"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lastName==Smith",
                "lastName==\"O'Neil, \\\"Tip\\\"\"",
                "a==1;b==2;c=in=(x,\"y z\")",
                "a==1,b==2",
                "a==1;(b==2,c==3);d=empty=true",
                "a==1;b==2,c==3",
                "fields.born=ge=1970-01-01"
            })
    void aFilterSurvivesTheBuilderUnchanged(String text) {
        assertThat(FilterTree.parse(text).orElseThrow().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a==1;b==2;c==3     | 1   | a==1;c==3",
                "a==1;b==2          | 0   | b==2",
                "a==1;(b==2,c==3)   | 1.0 | a==1;c==3",
                "a==1;(b==2,c==3)   | 1   | a==1",
                "a==1;(b==2,c==3)   | 7.7 | a==1;(b==2,c==3)",
            })
    void takingAConditionAwayLeavesTheRest(String text, String at, String left) {
        assertThat(FilterTree.parse(text).orElseThrow().replaced(at, null).map(FilterTree::text))
                .contains(left);
    }

    @Test
    void takingTheLastConditionAwayLeavesNoFilter() {
        assertThat(FilterTree.parse("a==1").orElseThrow().replaced("", null)).isEmpty();
    }

    @Test
    void aNewConditionJoinsTheOutermostGroup() {
        assertThat(FilterTree.with(Optional.empty(), NEW).text()).isEqualTo("lastName==\"x y\"");
        assertThat(FilterTree.with(FilterTree.parse("a==1"), NEW).text()).isEqualTo("a==1;lastName==\"x y\"");
        assertThat(FilterTree.with(FilterTree.parse("a==1,b==2"), NEW).text()).isEqualTo("a==1,b==2,lastName==\"x y\"");
    }

    @Test
    void aConditionJoinsTheGroupThatIsNamed() {
        FilterTree tree = FilterTree.parse("a==1;(b==2,c==3)").orElseThrow();
        assertThat(tree.addedTo("1", NEW).text()).isEqualTo("a==1;(b==2,c==3,lastName==\"x y\")");
        assertThat(tree.addedTo("0", NEW).text()).isEqualTo("a==1;lastName==\"x y\";(b==2,c==3)");
        assertThat(tree.addedTo("7", NEW)).isEqualTo(tree);
    }

    @Test
    void allAndAnyAreExchanged() {
        FilterTree tree = FilterTree.parse("a==1;b==2").orElseThrow();
        assertThat(tree.flipped().text()).isEqualTo("a==1,b==2");
        assertThat(tree.flipped().flipped()).isEqualTo(tree);
    }

    @Test
    void anAlternativeOrAFurtherConditionStandsBesideWhatIsThere() {
        FilterTree tree = FilterTree.parse("a==1;b==2").orElseThrow();
        assertThat(tree.joinedAt("1", false, NEW).text()).isEqualTo("a==1;(b==2,lastName==\"x y\")");
        assertThat(tree.joinedAt("", false, NEW).text()).isEqualTo("a==1;b==2,lastName==\"x y\"");
        assertThat(tree.flipped().joinedAt("", true, NEW).text()).isEqualTo("(a==1,b==2);lastName==\"x y\"");
        assertThat(tree.flipped().joinedAt("1", true, NEW).text()).isEqualTo("a==1,b==2;lastName==\"x y\"");
        assertThat(tree.joinedAt("9", false, NEW)).isEqualTo(tree);
    }

    @Test
    void aConditionIsChangedInItsPlace() {
        assertThat(FilterTree.parse("a==1;(b==2,c==3)")
                        .orElseThrow()
                        .replaced("1.1", NEW)
                        .map(FilterTree::text))
                .contains("a==1;(b==2,lastName==\"x y\")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";", "a", "a==", "a=nope=1", "((((", "a=='"})
    void whatIsNoFilterHasNoChips(String text) {
        assertThat(FilterTree.parse(text)).isEmpty();
    }

    @Test
    void aTextOfManyParenthesesIsNotEvenRead() {
        assertThat(FilterTree.parse("(".repeat(100_000) + "a==1" + ")".repeat(100_000)))
                .isEmpty();
    }
}
