package dev.cohort.kernel.query;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Sees every request, job and listener end: a bean that meters, judges or remembers what it cost. */
public interface QueryScopeObserver {

    /** Called after the unit's last statement, on any thread. Must not throw. */
    void ended(QueryScope scope);

    /** Called when a unit begins, before its first statement. */
    default void began(QueryScope scope) {}

    /** The scope on whose behalf a request comes, as a test's; null if it comes for itself. */
    default @Nullable QueryScope parentOf(HttpServletRequest request) {
        return null;
    }
}
