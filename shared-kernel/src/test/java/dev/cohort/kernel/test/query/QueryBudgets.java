package dev.cohort.kernel.test.query;

import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.QueryUnit;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Counts the statements of a piece of work.
 *
 * <pre>{@code
 * CapturedQueries captured = QueryBudgets.capture(() -> nights.page(tenant, person, PageSize.of("50")));
 * assertThat(captured).hasStatements(2).hasNoRepeats();
 * }</pre>
 *
 * Counted is what the calling thread sends and what is sent over connections borrowed inside the block, by threads
 * that started there, and what the application does for requests that are sent inside it, over a socket too (see
 * {@link #HEADER}). Nothing that other tests do at the same time.
 */
public final class QueryBudgets {

    /** Work that may throw. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** A result and what it cost. */
    public record Captured<T>(T result, CapturedQueries queries) {}

    /** Names the capture to which a request belongs; needed only while several captures or tests run at a time. */
    public static final String HEADER = "X-Query-Scope";

    private QueryBudgets() {}

    /** The value of {@link #HEADER} for the capture or budget of the calling thread. */
    public static String headerValue() {
        for (QueryScope scope = QueryScope.current(); scope != null; scope = scope.parent()) {
            if (scope.kind() == QueryScope.Kind.TEST) {
                return TestScopes.id(scope);
            }
        }
        throw new IllegalStateException("no capture is open on this thread");
    }

    /**
     * The breaches of budgets of handlers, jobs and listeners that {@code work} causes, in words. They do not fail
     * the test then: for tests of budgets themselves.
     */
    public static List<String> breachesOf(Work work) {
        QueryScope scope = TestScopes.open("breaches");
        try (var ignored = scope.bind()) {
            work.run();
        } catch (Exception failure) {
            throw QueryBudgets.<RuntimeException>asItIs(failure);
        } finally {
            TestScopes.close(scope);
        }
        return TestScopes.takeAlarms(scope);
    }

    /** What {@code work} sent. Exceptions of {@code work} pass through as they are. */
    public static CapturedQueries capture(Work work) {
        return captureResult(() -> {
                    work.run();
                    return true;
                })
                .queries();
    }

    /** As {@link #capture}, with the result of the work. */
    public static <T> Captured<T> captureResult(Callable<T> work) {
        QueryScope scope = TestScopes.open("capture");
        List<QueryUnit> units = List.of();
        T result;
        try (var ignored = scope.bind()) {
            result = work.call();
        } catch (Exception failure) {
            throw QueryBudgets.<RuntimeException>asItIs(failure);
        } finally {
            units = TestScopes.close(scope);
        }
        return new Captured<>(result, new CapturedQueries(scope, units));
    }

    /** Runs {@code work}; its exceptions pass through as they are. */
    static void unchecked(Work work) {
        try {
            work.run();
        } catch (Exception failure) {
            throw QueryBudgets.<RuntimeException>asItIs(failure);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <X extends Throwable> X asItIs(Throwable failure) throws X {
        throw (X) failure;
    }
}
