package dev.cohort.contacts.page;

import dev.cohort.contacts.attribute.AttributeCatalog;
import dev.cohort.contacts.attribute.AttributeCatalogs;
import dev.cohort.contacts.attribute.AttributeType;
import dev.cohort.contacts.attribute.FieldView;
import dev.cohort.kernel.Caller;
import dev.cohort.kernel.Tsid;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.web.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The pages round the table: a new contact, the field designer, the import, a job, duplicates and merging. What they
 * do goes through the JSON API, which checks it; no statement here but the field definitions.
 */
@Controller
class SetUpPages {

    private final AttributeCatalogs catalogs;
    private final OneContact one;

    SetUpPages(AttributeCatalogs catalogs, OneContact one) {
        this.catalogs = catalogs;
        this.one = one;
    }

    /** A field as the designer shows it. */
    record Designed(Column column, FieldView field) {

        /** The constraints in words. */
        public List<String> rules() {
            FieldView.Limits limits = field.constraints();
            return Stream.of(
                            rule("contacts.rule.min-length", limits.minLength()),
                            rule("contacts.rule.max-length", limits.maxLength()),
                            rule("contacts.rule.pattern", limits.pattern()),
                            rule("contacts.rule.min", limits.min()),
                            rule("contacts.rule.max", limits.max()),
                            rule("contacts.rule.scale", limits.scale()),
                            rule("contacts.rule.max-items", limits.maxItems()))
                    .filter(text -> !text.isEmpty())
                    .toList();
        }

        private static String rule(String key, @Nullable Object value) {
            return value == null ? "" : Texts.of(key, value);
        }
    }

    @QueryBudget(statements = 1, transactions = 0)
    @GetMapping("/fields")
    String fields(Caller caller, Model model) {
        AttributeCatalog catalog = catalogs.reload(caller.tenant());
        List<Designed> all = catalog.definitions().stream()
                .map(field -> new Designed(Columns.of(field), FieldView.of(field)))
                .toList();
        model.addAttribute(
                "active", all.stream().filter(one -> !one.field().retired()).toList());
        model.addAttribute(
                "retired", all.stream().filter(one -> one.field().retired()).toList());
        model.addAttribute(
                "types",
                Arrays.stream(AttributeType.values()).map(AttributeType::code).toList());
        return "contacts/fields";
    }

    @QueryBudget(statements = 0)
    @GetMapping("/contacts/new")
    String create(Caller caller, Model model) {
        model.addAttribute("columns", new Columns(catalogs.of(caller.tenant())));
        return "contacts/new";
    }

    @QueryBudget(statements = 0)
    @GetMapping("/import")
    String upload(Caller caller, Model model) {
        model.addAttribute("columns", new Columns(catalogs.of(caller.tenant())));
        return "contacts/import";
    }

    @QueryBudget(statements = 0)
    @GetMapping("/jobs/{id}")
    String job(@PathVariable String id, Model model) {
        if (Tsid.parse(id).isEmpty()) {
            throw ProblemException.notFound("job");
        }
        model.addAttribute("id", id);
        return "contacts/job";
    }

    @QueryBudget(statements = 0)
    @GetMapping("/duplicates")
    String duplicates() {
        return "contacts/duplicates";
    }

    /** Two contacts side by side; {@code a} and {@code b} are their ids. */
    @QueryBudget(statements = 1, transactions = 0)
    @GetMapping("/merge")
    String merge(Caller caller, @RequestParam Map<String, String> ids, Model model) {
        List<OneContact.Whole> both = one.findBoth(caller, ids.getOrDefault("a", ""), ids.getOrDefault("b", ""))
                .orElseThrow(() -> ProblemException.notFound("contact"));
        OneContact.Whole keep = both.getFirst();
        OneContact.Whole other = both.getLast();
        model.addAttribute("keep", keep);
        model.addAttribute("other", other);
        model.addAttribute(
                "columns",
                new Columns(catalogs.of(caller.tenant()))
                        .all().stream()
                                .filter(Column::editable)
                                .filter(column -> !keep.cells().cell(column).isEmpty()
                                        || !other.cells().cell(column).isEmpty())
                                .toList());
        return "contacts/merge";
    }
}
