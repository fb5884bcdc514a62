package dev.cohort.kernel.test.query;

import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.QueryScopeObserver;
import dev.cohort.kernel.query.QueryUnit;
import dev.cohort.kernel.query.budget.BudgetAlarm;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * What the tests of this JVM measure just now, and what the units of their application contexts cost. Requests that
 * a test sends over a socket belong to its open capture: by the header {@link QueryBudgets#HEADER}, or without one
 * while there is only one to belong to.
 */
final class TestScopes implements QueryScopeObserver, BudgetAlarm {

    /** A breach of a unit's budget, and the test scope in which it happened, if that is known. */
    private record Alarm(QueryScope scope, String message) {}

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final ConcurrentLinkedDeque<QueryScope> OPEN = new ConcurrentLinkedDeque<>();
    private static final Map<String, QueryScope> BY_ID = new ConcurrentHashMap<>();
    private static final Set<QueryScope> RUNNING = ConcurrentHashMap.newKeySet();
    private static final Map<QueryScope, List<QueryUnit>> UNITS = new ConcurrentHashMap<>();
    private static final Queue<Alarm> ALARMS = new ConcurrentLinkedQueue<>();
    private static volatile boolean concurrent;

    /** From now on several tests run at a time, so that a request without a header is nobody's. */
    static void runConcurrently() {
        concurrent = true;
    }

    static QueryScope open(String name) {
        QueryScope scope = QueryScope.beginRecording(QueryScope.Kind.TEST, name);
        OPEN.addLast(scope);
        BY_ID.put(id(scope), scope);
        UNITS.put(scope, new ArrayList<>());
        return scope;
    }

    /** Ends the scope when the requests that belong to it have ended. */
    static List<QueryUnit> close(QueryScope scope) {
        awaitRequestsWithin(scope);
        scope.end();
        OPEN.remove(scope);
        BY_ID.remove(id(scope));
        List<QueryUnit> units = UNITS.remove(scope);
        return units == null ? List.of() : List.copyOf(units);
    }

    static String id(QueryScope scope) {
        return Integer.toHexString(System.identityHashCode(scope));
    }

    /** A client may have its answer before the server has done its accounts. */
    static void awaitRequestsWithin(QueryScope outer) {
        long last = System.nanoTime() + PATIENCE.toNanos();
        while (RUNNING.stream().anyMatch(one -> outer == null || isWithin(one, outer)) && System.nanoTime() < last) {
            LockSupport.parkNanos(200_000);
        }
    }

    /** Takes the alarms of {@code within}, or all; what is taken is heard. */
    static List<String> takeAlarms(QueryScope within) {
        List<String> taken = new ArrayList<>();
        for (Iterator<Alarm> alarms = ALARMS.iterator(); alarms.hasNext(); ) {
            Alarm alarm = alarms.next();
            if (within == null || isWithin(alarm.scope, within)) {
                alarms.remove();
                taken.add(alarm.message);
            }
        }
        return taken;
    }

    @Override
    public QueryScope parentOf(HttpServletRequest request) {
        String named = request.getHeader(QueryBudgets.HEADER);
        if (named != null) {
            return BY_ID.get(named);
        }
        QueryScope last = concurrent ? null : OPEN.peekLast();
        return last == null || OPEN.stream().anyMatch(one -> !isWithin(last, one)) ? null : last;
    }

    @Override
    public void began(QueryScope scope) {
        if (scope.kind() == QueryScope.Kind.REQUEST) {
            RUNNING.add(scope);
        }
    }

    @Override
    public void ended(QueryScope scope) {
        QueryUnit unit = scope.unit();
        if (unit != null) {
            UnitRecords.add(scope);
            for (QueryScope outer = scope.parent(); outer != null; outer = outer.parent()) {
                List<QueryUnit> units = UNITS.get(outer);
                if (units != null) {
                    synchronized (units) {
                        units.add(unit);
                    }
                }
            }
        }
        RUNNING.remove(scope);
    }

    @Override
    public void exceeded(QueryScope scope, String message) {
        ALARMS.add(new Alarm(scope, message));
    }

    private static boolean isWithin(QueryScope scope, QueryScope outer) {
        for (QueryScope one = scope; one != null; one = one.parent()) {
            if (one == outer) {
                return true;
            }
        }
        return false;
    }
}
