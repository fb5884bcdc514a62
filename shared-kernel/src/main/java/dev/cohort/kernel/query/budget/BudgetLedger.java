package dev.cohort.kernel.query.budget;

import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.query.QueryCounts;
import dev.cohort.kernel.query.QueryUnit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What each handler, job and listener has cost since the start, for people who look after the installation. Counts and
 * statement shapes alone, no values; as many accounts as the program has units. Empty in mode {@link BudgetMode#OFF}.
 */
public final class BudgetLedger {

    /** Two digits are exact: a count of statements below 200 is itself. */
    private static final int DIGITS = 2;

    /**
     * What one unit has cost.
     *
     * @param statements of a run, or of each of its transactions (rounded up) where the budget is for these
     * @param slotMicros for how long a run held connections
     * @param breaches runs that exceeded the budget
     * @param last the last of them; null if there was none
     */
    public record Account(
            QueryUnit unit,
            long runs,
            Spread statements,
            Spread rows,
            Spread slotMicros,
            long breaches,
            @Nullable Breach last) {

        /** What the unit may cost, in words; empty if it declares nothing. */
        public String budget() {
            Budget declared = Budget.of(unit);
            return declared == null ? "" : declared.inWords();
        }
    }

    /** Of all runs since the start; exact to two digits, the most to one in a hundred. */
    public record Spread(long median, long most) {

        private static Spread of(Histogram histogram) {
            return new Spread(histogram.getValueAtPercentile(50), histogram.getMaxValue());
        }
    }

    /** A run over its budget; {@code text} says which number, which statement and where, as the log does. */
    public record Breach(Instant at, String text) {}

    private final BudgetMode mode;
    private final Clock clock;
    private final Instant since;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    BudgetLedger(BudgetMode mode, Clock clock) {
        this.mode = mode;
        this.clock = clock;
        this.since = clock.instant();
    }

    Instant now() {
        return clock.instant();
    }

    /** What follows when a unit exceeds its budget. */
    public BudgetMode mode() {
        return mode;
    }

    /** When counting began. */
    public Instant since() {
        return since;
    }

    /** An account for each unit that has run; those that exceeded their budget first, then by name. */
    public List<Account> accounts() {
        return entries.values().stream()
                .map(Entry::account)
                .sorted(Comparator.comparingLong(Account::breaches)
                        .reversed()
                        .thenComparing(account -> account.unit().name()))
                .toList();
    }

    /** {@code breach} is null for a run within its budget. */
    void add(QueryUnit unit, QueryCounts counts, @Nullable String breach) {
        Breach said = breach == null ? null : new Breach(clock.instant(), breach);
        entries.computeIfAbsent(unit.kind() + " " + unit.name(), name -> new Entry(unit))
                .add(counts, said);
    }

    private static final class Entry {

        private final QueryUnit unit;
        private final Histogram statements = new Histogram(DIGITS);
        private final Histogram rows = new Histogram(DIGITS);
        private final Histogram slotMicros = new Histogram(DIGITS);
        private long breaches;
        private @Nullable Breach last;

        Entry(QueryUnit unit) {
            this.unit = unit;
        }

        synchronized void add(QueryCounts counts, @Nullable Breach breach) {
            statements.recordValue(perUnitOfBudget(counts));
            rows.recordValue(counts.rows());
            slotMicros.recordValue(counts.slot().dividedBy(Duration.ofNanos(1_000)));
            if (breach != null) {
                breaches++;
                last = breach;
            }
        }

        synchronized Account account() {
            return new Account(
                    unit,
                    statements.getTotalCount(),
                    Spread.of(statements),
                    Spread.of(rows),
                    Spread.of(slotMicros),
                    breaches,
                    last);
        }

        private long perUnitOfBudget(QueryCounts counts) {
            QueryBudget budget = unit.budget();
            boolean each = budget != null && budget.per() == QueryBudget.Per.TRANSACTION;
            return each ? Math.ceilDiv(counts.statements(), Math.max(1, counts.transactions())) : counts.statements();
        }
    }
}
