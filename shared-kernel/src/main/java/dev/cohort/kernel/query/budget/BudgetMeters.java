package dev.cohort.kernel.query.budget;

import dev.cohort.kernel.query.QueryCounts;
import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.QueryUnit;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code http.server.db.statements}, {@code .rows}, {@code .repeats.max}, {@code .transactions} and {@code .slot} by
 * method and URI template; {@code job.db.*} and {@code listener.db.*} by unit; {@code db.budget.exceeded}. As many
 * meters as the program has units, whatever callers send.
 */
final class BudgetMeters {

    private record Meters(
            DistributionSummary statements,
            DistributionSummary rows,
            DistributionSummary repeats,
            DistributionSummary transactions,
            Timer slot,
            Counter exceeded) {}

    private final MeterRegistry registry;
    private final Map<String, Meters> known = new ConcurrentHashMap<>();

    BudgetMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(QueryUnit unit, QueryCounts counts, boolean exceeded) {
        Meters meters = known.computeIfAbsent(unit.kind() + " " + unit.name(), name -> meters(unit));
        meters.statements.record(counts.statements());
        meters.rows.record((double) counts.rows());
        meters.repeats.record(counts.maxRepeats());
        meters.transactions.record(counts.transactions());
        meters.slot.record(counts.slot());
        if (exceeded) {
            meters.exceeded.increment();
        }
    }

    private Meters meters(QueryUnit unit) {
        boolean request = unit.kind() == QueryScope.Kind.REQUEST;
        int space = unit.name().indexOf(' ');
        Tags tags = request
                ? Tags.of(
                        "method",
                        unit.name().substring(0, space),
                        "uri",
                        unit.name().substring(space + 1))
                : Tags.of("unit", unit.name());
        String prefix = switch (unit.kind()) {
            case REQUEST -> "http.server.db";
            case JOB -> "job.db";
            case LISTENER -> "listener.db";
            case TEST -> "test.db";
        };
        return new Meters(
                registry.summary(prefix + ".statements", tags),
                registry.summary(prefix + ".rows", tags),
                registry.summary(prefix + ".repeats.max", tags),
                registry.summary(prefix + ".transactions", tags),
                registry.timer(prefix + ".slot", tags),
                registry.counter("db.budget.exceeded", Tags.of("unit", unit.name())));
    }
}
