package dev.cohort.kernel.query.budget;

import dev.cohort.kernel.query.AllowRepeats;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.query.QueryCounts;
import dev.cohort.kernel.query.QueryUnit;
import dev.cohort.kernel.query.StatementKind;
import dev.cohort.kernel.query.StatementUse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A declared budget with its declared exceptions, and the comparison with what was counted. */
public final class Budget {

    private final QueryBudget limits;
    private final List<AllowRepeats> allowed;

    private Budget(QueryBudget limits, List<AllowRepeats> allowed) {
        this.limits = limits;
        this.allowed = allowed;
    }

    /** What the unit declares; null if it declares nothing. */
    public static @Nullable Budget of(@Nullable QueryUnit unit) {
        return unit == null || unit.budget() == null ? null : new Budget(unit.budget(), unit.allowed());
    }

    /** Whether it says that nothing is sent. */
    public boolean forbidsStatements() {
        return limits.statements() == 0;
    }

    public boolean isExact() {
        return limits.exact();
    }

    /** What is declared: {@code 3 statements, 1 transaction} or {@code 0 updates}; empty if nothing is. */
    public String inWords() {
        List<String> words = new ArrayList<>();
        words(words, limits.statements(), "statement");
        words(words, limits.selects(), "select");
        words(words, limits.inserts(), "insert");
        words(words, limits.updates(), "update");
        words(words, limits.deletes(), "delete");
        words(words, limits.copies(), "copy");
        words(words, limits.roundTrips(), "round trip");
        words(words, limits.rows(), "row");
        words(words, limits.transactions(), "transaction");
        words(words, limits.connections(), "connection");
        words(words, limits.maxRepeats(), "execution of one statement");
        String most = String.join(", ", words);
        return limits.per() == QueryBudget.Per.TRANSACTION ? most + " in each transaction" : most;
    }

    private static void words(List<String> words, long limit, String what) {
        if (limit >= 0) {
            boolean one = limit == 1;
            String plural = switch (what) {
                case "copy" -> "copies";
                case "execution of one statement" -> "executions of one statement";
                default -> what + "s";
            };
            words.add(limit + " " + (one ? what : plural));
        }
    }

    /** Each number that is over its limit, as {@code statements 4, at most 1}; empty if all is well. */
    public List<String> breaches(QueryCounts counts, List<StatementUse> uses) {
        return compare(counts, uses, false);
    }

    /** As {@link #breaches}, and an exact budget's numbers that are below theirs. */
    public List<String> differences(QueryCounts counts, List<StatementUse> uses) {
        return compare(counts, uses, limits.exact());
    }

    private List<String> compare(QueryCounts counts, List<StatementUse> uses, boolean exact) {
        var found = new Comparison(counts, exact);
        int forgiven = forgiven(uses, null);
        found.read("statements", limits.statements(), counts.statements() - forgiven);
        found.read("selects", limits.selects(), kind(counts, uses, StatementKind.SELECT));
        found.number("inserts", limits.inserts(), kind(counts, uses, StatementKind.INSERT));
        found.number("updates", limits.updates(), kind(counts, uses, StatementKind.UPDATE));
        found.number("deletes", limits.deletes(), kind(counts, uses, StatementKind.DELETE));
        found.number("copies", limits.copies(), kind(counts, uses, StatementKind.COPY));
        found.read("round trips", limits.roundTrips(), counts.roundTrips() - forgiven);
        found.read("rows", limits.rows(), counts.rows());
        found.number("connections", limits.connections(), counts.connections());
        found.most("repeats of one statement", limits.maxRepeats(), worst(uses), limits.maxRepeats());
        if (limits.per() == QueryBudget.Per.RUN) {
            found.number("transactions", limits.transactions(), counts.transactions());
        }
        return found.breaches;
    }

    /** How long connections were held, if that is too long; null if not. */
    public @Nullable String slowness(Duration slot) {
        boolean slow = limits.slotMillis() >= 0 && slot.toMillis() > limits.slotMillis();
        return slow ? "connections held " + slot.toMillis() + " ms, at most " + limits.slotMillis() + " ms" : null;
    }

    /** Executions of {@code use} that {@code allowed} lets count as one are not counted, but for that one. */
    public static int forgiven(StatementUse use, List<AllowRepeats> allowed) {
        for (AllowRepeats one : allowed) {
            if (plain(use.shape().text()).contains(plain(one.shape()))) {
                return Math.min(use.executions(), Math.max(1, one.max())) - 1;
            }
        }
        return 0;
    }

    private int kind(QueryCounts counts, List<StatementUse> uses, StatementKind kind) {
        return counts.of(kind) - forgiven(uses, kind);
    }

    private int forgiven(List<StatementUse> uses, @Nullable StatementKind kind) {
        return uses.stream()
                .filter(use -> kind == null || Objects.equals(use.shape().kind(), kind))
                .mapToInt(use -> forgiven(use, allowed))
                .sum();
    }

    private int worst(List<StatementUse> uses) {
        return uses.stream()
                .mapToInt(use -> Math.max(1, use.repeats() - forgiven(use, allowed)))
                .max()
                .orElse(0);
    }

    private static String plain(String sql) {
        return sql.toLowerCase(Locale.ROOT).replaceAll("\\s+", "");
    }

    private final class Comparison {

        private final List<String> breaches = new ArrayList<>();
        private final int times;
        private final int newStarts;
        private final boolean exact;

        Comparison(QueryCounts counts, boolean exact) {
            boolean each = limits.per() == QueryBudget.Per.TRANSACTION;
            this.times = each ? Math.max(1, counts.transactions()) : 1;
            this.newStarts = counts.newStarts();
            this.exact = exact;
        }

        /** A number that finding out that the work must start over may itself raise by one: it is a read. */
        void read(String what, long limit, long counted) {
            compare(what, limit, counted, limit + 1);
        }

        void number(String what, long limit, long counted) {
            compare(what, limit, counted, limit);
        }

        void most(String what, long limit, long counted, long again) {
            if (limit >= 0 && counted > limit * times + newStarts * again) {
                breaches.add(what + " " + counted + (exact ? ", exactly " : ", at most ") + text(limit, again));
            }
        }

        private void compare(String what, long limit, long counted, long again) {
            if (limit >= 0 && exact && counted < limit * times) {
                breaches.add(what + " " + counted + ", exactly " + text(limit, again));
            } else {
                most(what, limit, counted, again);
            }
        }

        private String text(long limit, long again) {
            String each = times == 1 ? Long.toString(limit) : limit + " in each of " + times + " transactions";
            return newStarts == 0 ? each : each + ", and " + again + " for each of " + newStarts + " new starts";
        }
    }
}
