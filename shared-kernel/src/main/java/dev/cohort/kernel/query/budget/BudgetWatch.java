package dev.cohort.kernel.query.budget;

import dev.cohort.kernel.query.QueryCounts;
import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.QueryScopeObserver;
import dev.cohort.kernel.query.QueryUnit;
import dev.cohort.kernel.query.StatementUse;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.springframework.beans.factory.ObjectProvider;

/** Compares each ended unit with its budget, meters it, and says so at most once a minute for each unit. */
final class BudgetWatch implements QueryScopeObserver {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetWatch.class);
    private static final Duration SILENCE = Duration.ofMinutes(1);

    private final BudgetProperties properties;
    private final ObjectProvider<BudgetAlarm> alarms;
    private final @Nullable BudgetMeters meters;
    private final BudgetLedger ledger;
    private final Map<String, Instant> said = new ConcurrentHashMap<>();

    BudgetWatch(
            BudgetProperties properties,
            ObjectProvider<BudgetAlarm> alarms,
            @Nullable MeterRegistry registry,
            BudgetLedger ledger) {
        this.properties = properties;
        this.alarms = alarms;
        this.meters = registry == null ? null : new BudgetMeters(registry);
        this.ledger = ledger;
    }

    @Override
    public void ended(QueryScope scope) {
        QueryUnit unit = scope.unit();
        if (unit == null || properties.mode() == BudgetMode.OFF || isOff(unit)) {
            return;
        }
        QueryCounts counts = scope.counts();
        List<String> breaches = breaches(unit, counts, scope.uses());
        if (meters != null) {
            meters.count(unit, counts, !breaches.isEmpty());
        }
        String message = breaches.isEmpty() ? null : BudgetReport.of(scope, breaches);
        ledger.add(unit, counts, message);
        if (message != null) {
            say(unit, message);
            if (properties.mode() == BudgetMode.FAIL) {
                alarms.forEach(alarm -> alarm.exceeded(scope, message));
            }
        }
    }

    private static List<String> breaches(QueryUnit unit, QueryCounts counts, List<StatementUse> uses) {
        Budget budget = Budget.of(unit);
        if (budget == null) {
            return List.of();
        }
        List<String> breaches = new ArrayList<>(budget.breaches(counts, uses));
        String slowness = budget.slowness(counts.slot());
        if (slowness != null) {
            breaches.add(slowness);
        }
        return breaches;
    }

    private boolean isOff(QueryUnit unit) {
        return properties.off().contains(unit.name()) || properties.off().contains(unit.id());
    }

    private void say(QueryUnit unit, String message) {
        Instant now = ledger.now();
        var speaks = new AtomicBoolean();
        said.compute(unit.name(), (name, last) -> {
            speaks.set(last == null || !now.isBefore(last.plus(SILENCE)));
            return last == null || speaks.get() ? now : last;
        });
        if (speaks.get()) {
            Level level = properties.mode() == BudgetMode.REPORT ? Level.INFO : Level.WARN;
            LOG.atLevel(level).log("{}\n  in {}", message, whose());
        }
    }

    /** {@code trace 4bf92f35…, request 0K7…}: what of it is known; a job has its own id. */
    private static String whose() {
        String known = Stream.of("trace", "request", "job")
                .filter(what -> MDC.get(what + "Id") != null)
                .map(what -> what + " " + MDC.get(what + "Id"))
                .collect(Collectors.joining(", "));
        return known.isEmpty() ? "no request and no job" : known;
    }
}
