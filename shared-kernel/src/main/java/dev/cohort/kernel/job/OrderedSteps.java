package dev.cohort.kernel.job;

import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.query.QueryScope;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The steps of one run that are under way, each on a thread of its own, committed in the order in which they began. The
 * run's own thread calls the methods.
 *
 * <p>A step that is ahead of its turn holds locks and waits here for the step before, which PostgreSQL cannot see: if
 * that one waits for such a lock, nobody would ever go on. So whoever is ahead gives up after {@link #PATIENCE}, which
 * is what PostgreSQL takes to find a deadlock of its own.
 */
final class OrderedSteps {

    private static final int AT_ONCE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final TenantId tenant;
    private final Deque<Place> underWay = new ArrayDeque<>();

    OrderedSteps(TenantId tenant) {
        this.tenant = tenant;
    }

    /** How a step is tried. */
    interface Attempts {

        /** Once, undone whole if it throws; {@code turn} is to be run before anything that has to be in order. */
        void ahead(Runnable onDecision, Runnable turn);

        /** When all steps before are committed, until it is done or fails; {@code onFailure} after each attempt. */
        void inTurn(Runnable onDecision, Runnable onFailure);
    }

    /** A step's place in the order. */
    private static final class Place {
        final CompletableFuture<Boolean> decided = new CompletableFuture<>();
        final CompletableFuture<Boolean> done = new CompletableFuture<>();
        volatile boolean beganAgain;
    }

    /** Ends an attempt that was ahead of its turn. */
    private static final class OutOfTurn extends RuntimeException {

        private static final long serialVersionUID = 1L;

        OutOfTurn() {
            super("the step before is not as it was", null, false, false);
        }
    }

    /** Begins the next step as soon as it may. What an earlier one threw comes from here. */
    void begin(Attempts step) {
        while (underWay.size() >= AT_ONCE) {
            finishFirst();
        }
        Place before = underWay.peekLast();
        if (before != null) {
            before.decided.join();
        }
        var place = new Place();
        underWay.addLast(place);
        Runnable work = QueryScope.carried(() -> perform(step, place, before));
        Thread.ofVirtual().name("job-step").start(() -> TenantScope.run(tenant, work));
    }

    /** Waits for all steps. The first failure, if there is one, comes from here, when none is under way any more. */
    void settle() {
        while (!underWay.isEmpty()) {
            finishFirst();
        }
    }

    private void finishFirst() {
        try {
            join(underWay.removeFirst());
        } catch (RuntimeException | Error failure) {
            underWay.forEach(
                    place -> place.done.handle((done, abandoned) -> true).join());
            underWay.clear();
            throw failure;
        }
    }

    private static void perform(Attempts step, Place place, @Nullable Place before) {
        try {
            if (before == null || before.done.isDone() || !isDoneAhead(step, place, before)) {
                if (before != null) {
                    join(before);
                }
                step.inTurn(() -> place.decided.complete(true), () -> place.beganAgain = true);
            }
            place.done.complete(true);
        } catch (RuntimeException | Error failure) {
            place.done.completeExceptionally(failure);
        } finally {
            place.decided.complete(true);
        }
    }

    private static boolean isDoneAhead(Attempts step, Place place, Place before) {
        var turnCame = new AtomicBoolean();
        try {
            step.ahead(() -> place.decided.complete(true), () -> {
                awaitTurn(before);
                turnCame.set(true);
            });
            return true;
        } catch (RuntimeException failure) {
            if (turnCame.get()) {
                throw failure;
            }
            place.beganAgain = true;
            return false;
        }
    }

    private static void awaitTurn(Place before) {
        try {
            before.done
                    .copy()
                    .orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException lateOrFailed) {
            throw new OutOfTurn();
        }
        if (before.beganAgain) {
            throw new OutOfTurn();
        }
    }

    private static void join(Place place) {
        try {
            place.done.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (failed.getCause() instanceof Error failure) {
                throw failure;
            }
            throw failed;
        }
    }
}
