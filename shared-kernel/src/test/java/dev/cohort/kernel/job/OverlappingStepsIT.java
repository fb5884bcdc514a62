package dev.cohort.kernel.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.problem.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Steps of which two are under way. The job has {@value #STEPS} of them, each writes its line; the test holds the third
 * up after it has decided, until the fourth has done its work and only waits for its turn.
 */
@Import(OverlappingStepsIT.Kinds.class)
class OverlappingStepsIT extends JobTest {

    private static final int STEPS = 8;
    private static final int HELD = 3;
    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();

    private final Script script = new Script();
    private final String name = "script " + System.nanoTime();

    /** What happens in the held step once the next has worked, and how often each step was tried. */
    private static final class Script {
        final CountDownLatch nextHasWorked = new CountDownLatch(1);
        final CountDownLatch open = new CountDownLatch(1);
        final Map<Integer, AtomicInteger> attempts = new ConcurrentHashMap<>();
        volatile IntConsumer then = attempt -> {};
        volatile boolean nextLocksFirst;

        int attempt(int step) {
            return attempts.computeIfAbsent(step, one -> new AtomicInteger()).incrementAndGet();
        }

        int attemptsOf(int step) {
            return Objects.requireNonNull(attempts.get(step)).get();
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Kinds {

        @Bean
        JobKind overlapping(JdbcClient jdbc) {
            return new JobKind() {
                @Override
                public String name() {
                    return "overlapping";
                }

                @Override
                public String role() {
                    return "SOME_ROLE";
                }

                @Override
                public void run(JobRun run) {
                    Script script = Objects.requireNonNull(SCRIPTS.get(run.input()));
                    int done = run.checkpoint() == null ? 0 : Integer.parseInt(run.checkpoint());
                    for (int number = done + 1; number <= STEPS; number++) {
                        int current = number;
                        run.overlap(Integer.toString(number), step -> work(run, step, current, script));
                    }
                }

                private void work(JobRun run, JobStep step, int number, Script script) {
                    int attempt = script.attempt(number);
                    step.processed(1);
                    step.error((long) number, null, null, "noted", "Step " + number + ".");
                    String seen = jdbc.sql("SELECT count(*) FROM sample.counted WHERE a = :job")
                            .param("job", Long.toString(run.id()))
                            .query(String.class)
                            .single();
                    step.decided();
                    jdbc.sql("INSERT INTO sample.counted (a, b) VALUES (:job, :line)")
                            .param("job", Long.toString(run.id()))
                            .param("line", number + " saw " + seen)
                            .update();
                    if (number == HELD + 1 && script.nextLocksFirst) {
                        lock(jdbc, run.id());
                    }
                    if (number == HELD + 1) {
                        script.nextHasWorked.countDown();
                    }
                    if (number == HELD) {
                        pass(script.nextHasWorked);
                        pass(script.open);
                        script.then.accept(attempt);
                    }
                    if (number == HELD && script.nextLocksFirst) {
                        lock(jdbc, run.id());
                    }
                }
            };
        }
    }

    private static void lock(JdbcClient jdbc, long job) {
        jdbc.sql("SELECT CAST(pg_advisory_xact_lock(:job) AS text)")
                .param("job", job)
                .query()
                .listOfRows();
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @BeforeEach
    void written() {
        SCRIPTS.put(name, script);
    }

    @Test
    void aStepThatIsDoneFirstIsCommittedAfterTheOneBefore() {
        long job = start();
        pass(script.nextHasWorked);
        assertThat(find(job).checkpoint()).isEqualTo("2");
        assertThat(lines(job)).hasSize(2);
        script.open.countDown();
        await(job, "succeeded");
        assertThat(numbers(job)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(find(job).counts().processed()).isEqualTo(STEPS);
        assertThat(errorRows(job)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void aKilledNodeLeavesNoGapAlthoughTheSecondStepHadWorked() {
        runner.stop();
        var killed = new JobRunner(storage, kinds, properties);
        killed.start();
        long job = start();
        killed.wake();
        pass(script.nextHasWorked);
        killed.fallSilent();
        superuser().sql("""
                SELECT pg_terminate_backend(pid)
                FROM pg_stat_activity
                WHERE datname = current_database() AND state = 'idle in transaction'
                """).query().listOfRows();
        script.open.countDown();
        runner.start();
        await(job, "succeeded");
        assertThat(numbers(job)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(errorRows(job)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @Test
    void whatFailsTakesTheStepBehindItAlong() {
        script.then = attempt -> {
            throw ProblemException.badRequest("x", "Line 3 is no CSV.");
        };
        script.open.countDown();
        long job = start();
        await(job, "failed");
        assertThat(find(job).message()).isEqualTo("Line 3 is no CSV.");
        assertThat(find(job).checkpoint()).isEqualTo("2");
        assertThat(numbers(job)).containsExactly(1, 2);
        assertThat(script.attempts).doesNotContainKey(HELD + 2);
    }

    @Test
    void whatBeginsAgainMakesTheStepBehindItBeginAgain() {
        script.then = attempt -> {
            if (attempt == 1) {
                throw new CannotAcquireLockException("simulated");
            }
        };
        script.open.countDown();
        long job = start();
        await(job, "succeeded");
        assertThat(lines(job)).contains("4 saw 3");
        assertThat(numbers(job)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(script.attemptsOf(HELD + 1)).isEqualTo(2);
    }

    @Test
    void aStepThatNeedsALockOfTheOneBehindItGetsIt() {
        script.nextLocksFirst = true;
        script.open.countDown();
        long job = start();
        await(job, "succeeded");
        assertThat(numbers(job)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(lines(job)).as("done again, behind the one that waited").contains("4 saw 3");
    }

    @Test
    void aNodeThatStopsEndsBothAndLeavesTheRest() throws Exception {
        runner.stop();
        var stopped = new JobRunner(storage, kinds, properties);
        stopped.start();
        long job = start();
        stopped.wake();
        pass(script.nextHasWorked);
        Thread stopping = Thread.ofVirtual().start(stopped::stop);
        Thread.sleep(100);
        script.open.countDown();
        assertThat(stopping.join(java.time.Duration.ofSeconds(5))).isTrue();
        assertThat(numbers(job)).containsExactly(1, 2, 3, 4);
        runner.start();
        await(job, "succeeded");
        assertThat(numbers(job)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    }

    private long start() {
        return TenantScope.call(CALLER.tenant(), () -> jobs.start(CALLER, "overlapping", name, null));
    }

    private List<Integer> numbers(long job) {
        return lines(job).stream()
                .map(line -> Integer.valueOf(line.substring(0, line.indexOf(' '))))
                .toList();
    }

    private List<Long> errorRows(long job) {
        return TenantScope.call(
                CALLER.tenant(),
                () -> storage.errors().after(CALLER.tenant(), job, 0).stream()
                        .map(stored -> Objects.requireNonNull(stored.error().row()))
                        .toList());
    }
}
