package dev.cohort.kernel.query.budget;

import dev.cohort.kernel.query.QueryCounts;
import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.QueryScopeObserver;
import dev.cohort.kernel.query.QueryUnit;
import dev.cohort.kernel.query.StatementUse;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.springframework.beans.factory.ObjectProvider;

/** Compares each ended unit with its budget, meters it, and says so at most once a minute for each unit. */
final class BudgetWatch implements QueryScopeObserver {

    private static final Logger LOG = LoggerFactory.getLogger(BudgetWatch.class);
    private static final long SILENCE = Duration.ofMinutes(1).toNanos();

    private final BudgetProperties properties;
    private final ObjectProvider<BudgetAlarm> alarms;
    private final @Nullable BudgetMeters meters;
    private final Map<String, Long> said = new ConcurrentHashMap<>();

    BudgetWatch(BudgetProperties properties, ObjectProvider<BudgetAlarm> alarms, @Nullable MeterRegistry registry) {
        this.properties = properties;
        this.alarms = alarms;
        this.meters = registry == null ? null : new BudgetMeters(registry);
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
        if (!breaches.isEmpty()) {
            String message = BudgetReport.of(scope, breaches);
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
        long now = System.nanoTime();
        boolean silent =
                said.compute(unit.name(), (name, last) -> last == null || now - last > SILENCE ? now : last) != now;
        if (!silent) {
            Level level = properties.mode() == BudgetMode.REPORT ? Level.INFO : Level.WARN;
            LOG.atLevel(level).log("{}\n  trace {}, request {}", message, mdc("traceId"), mdc("requestId"));
        }
    }

    private static String mdc(String key) {
        String value = MDC.get(key);
        return value == null ? "unknown" : value;
    }
}
