package dev.cohort.kernel.test.query;

import dev.cohort.kernel.query.QueryScope;
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
 * that started there or that a request inside it runs on. Nothing that other tests do at the same time.
 */
public final class QueryBudgets {

    /** Work that may throw. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /** A result and what it cost. */
    public record Captured<T>(T result, CapturedQueries queries) {}

    private QueryBudgets() {}

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
        QueryScope scope = QueryScope.beginRecording(QueryScope.Kind.TEST, "capture");
        T result;
        try (var ignored = scope.bind()) {
            result = work.call();
        } catch (Exception failure) {
            throw QueryBudgets.<RuntimeException>asItIs(failure);
        } finally {
            scope.end();
        }
        return new Captured<>(result, new CapturedQueries(scope));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <X extends Throwable> X asItIs(Throwable failure) throws X {
        throw (X) failure;
    }
}
