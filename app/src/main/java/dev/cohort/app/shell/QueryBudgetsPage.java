package dev.cohort.app.shell;

import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.budget.BudgetLedger;
import dev.cohort.kernel.query.budget.BudgetMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * {@code GET /admin/query-budgets}, for administrators: what each handler, job and listener of this process has cost
 * the database since its start, beside what it may cost. Shapes and numbers of all tenants together, no values.
 */
@Controller
class QueryBudgetsPage {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM, HH:mm:ss 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final double MICROS_A_MILLI = 1e3;

    private final BudgetLedger ledger;

    QueryBudgetsPage(BudgetLedger ledger) {
        this.ledger = ledger;
    }

    /** A line of the table. {@code kind} is empty for requests, {@code breach} null for what kept its budget. */
    record Line(
            String name,
            String where,
            String kind,
            long runs,
            BudgetLedger.Spread statements,
            String budget,
            BudgetLedger.Spread rows,
            String heldMedian,
            String heldMost,
            long breaches,
            @Nullable Breach breach) {

        static Line of(BudgetLedger.Account account) {
            QueryScope.Kind kind = account.unit().kind();
            BudgetLedger.Breach last = account.last();
            return new Line(
                    account.unit().name(),
                    account.unit().id(),
                    kind == QueryScope.Kind.REQUEST ? "" : kind.name().toLowerCase(Locale.ROOT),
                    account.runs(),
                    account.statements(),
                    account.budget(),
                    account.rows(),
                    millis(account.slotMicros().median()),
                    millis(account.slotMicros().most()),
                    account.breaches(),
                    last == null ? null : new Breach(TIME.format(last.at()), last.text()));
        }

        private static String millis(long micros) {
            return String.format(Locale.ROOT, micros < 10 * MICROS_A_MILLI ? "%.1f" : "%.0f", micros / MICROS_A_MILLI);
        }
    }

    /** The last run that exceeded the budget, in the words of the log. */
    record Breach(String at, String text) {}

    @QueryBudget(statements = 0)
    @GetMapping("/admin/query-budgets")
    String page(Model model) {
        List<Line> lines = ledger.accounts().stream().map(Line::of).toList();
        model.addAttribute("lines", lines);
        model.addAttribute("since", text(ledger.since()));
        model.addAttribute("off", ledger.mode() == BudgetMode.OFF);
        model.addAttribute("mode", ledger.mode().name().toLowerCase(Locale.ROOT));
        model.addAttribute(
                "over", lines.stream().filter(line -> line.breaches() > 0).count());
        return "shell/query-budgets";
    }

    private static String text(Instant time) {
        return TIME.format(time);
    }
}
