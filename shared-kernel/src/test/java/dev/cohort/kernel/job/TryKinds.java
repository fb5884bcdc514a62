package dev.cohort.kernel.job;

import dev.cohort.kernel.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Small kinds on which jobs are tried. Each writes lines of its job into {@code sample.counted}. */
@TestConfiguration(proxyBeanMethods = false)
class TryKinds {

    static final ConcurrentHashMap<String, Gate> GATES = new ConcurrentHashMap<>();

    /** Where a test holds a job up: it says that it has come and waits to be let through. */
    static final class Gate {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch open = new CountDownLatch(1);
        final AtomicInteger passed = new AtomicInteger();
        /** Inside the step, before or after its write? else between two steps. */
        final boolean inside;

        Gate(boolean inside) {
            this.inside = inside;
        }

        void pass() {
            if (passed.getAndIncrement() > 0) {
                return;
            }
            reached.countDown();
            try {
                open.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Bean
    JobKind lines(JdbcClient jdbc) {
        return new Lines(jdbc);
    }

    @Bean
    JobKind failing() {
        return new Named("failing") {
            @Override
            public void run(JobRun run) {
                run.step("1", step -> step.processed(1));
                switch (run.input()) {
                    case "problem" -> throw ProblemException.badRequest("x", "Line 3 is no CSV.");
                    case "memory" -> throw new OutOfMemoryError("simulated");
                    default -> throw new IllegalStateException("secret " + run.input());
                }
            }
        };
    }

    /** Each line of the upload is a step: it is stored once, whatever happens in between. */
    private static final class Lines extends Named {

        private final JdbcClient jdbc;

        Lines(JdbcClient jdbc) {
            super("lines");
            this.jdbc = jdbc;
        }

        @Override
        public void run(JobRun run) throws IOException {
            Gate gate = GATES.get(run.input());
            String[] lines = new String(run.upload().readAllBytes(), StandardCharsets.UTF_8).split("\n");
            run.total(lines.length);
            int done = run.checkpoint() == null ? 0 : Integer.parseInt(run.checkpoint());
            for (int line = done; line < lines.length; line++) {
                boolean middle = gate != null && line == lines.length / 2;
                if (middle && !gate.inside) {
                    gate.pass();
                }
                String text = lines[line];
                int number = line + 1;
                run.step(Integer.toString(number), step -> {
                    step.processed(1);
                    step.outcome(number, text.startsWith("!") ? "failed" : "created");
                    if (text.startsWith("!")) {
                        step.failed(1);
                        step.error((long) number, "text", text, "bad", "Line " + number + " is bad, \"really\".");
                        return;
                    }
                    jdbc.sql("INSERT INTO sample.counted (a, b) VALUES (:job, :line)")
                            .param("job", Long.toString(run.id()))
                            .param("line", text)
                            .update();
                    step.created(1);
                    if (middle && gate.inside) {
                        gate.pass();
                    }
                });
            }
        }

        @Override
        public boolean canUndo() {
            return true;
        }

        @Override
        public void undo(JobRun run, long undone) {
            run.step(
                    "all",
                    step -> step.processed(jdbc.sql("DELETE FROM sample.counted WHERE a = :job")
                            .param("job", Long.toString(undone))
                            .update()));
        }
    }

    private abstract static class Named implements JobKind {

        private final String name;

        Named(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public String role() {
            return "SOME_ROLE";
        }
    }
}
