package dev.cohort.kernel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.Tsid;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.transaction.support.TransactionTemplate;

@AutoConfigureMockMvc
@Import(TryKinds.class)
class JobsIT extends JobTest {

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    MockMvc http;

    @Test
    void aJobTellsWhatBecameOfItsRowsAndListsItsErrors() throws Exception {
        long job = start("lines", "counts", "one\n!=two\nthree");
        await(job, "succeeded");

        http.perform(get(Jobs.path(job)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.id").value(Tsid.text(job)))
                .andExpect(jsonPath("$.kind").value("lines"))
                .andExpect(jsonPath("$.status").value("succeeded"))
                .andExpect(jsonPath("$.processed").value(3))
                .andExpect(jsonPath("$.total").value(3))
                .andExpect(jsonPath("$.created").value(2))
                .andExpect(jsonPath("$.updated").value(0))
                .andExpect(jsonPath("$.failed").value(1))
                .andExpect(jsonPath("$.startedAt").isNotEmpty())
                .andExpect(jsonPath("$.finishedAt").isNotEmpty());
        String csv = http.perform(get(Jobs.path(job) + "/errors"))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Type", "text/csv;charset=UTF-8"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(csv).isEqualTo("""
                row,column,value,code,message
                2,text,!=two,bad,"Line 2 is bad, ""really""."
                """);
        assertThat(http.perform(get(Jobs.path(job) + "/outcomes"))
                        .andExpect(status().isOk())
                        .andReturn()
                        .getResponse()
                        .getContentAsString())
                .isEqualTo("row,outcome\n1,created\n2,failed\n3,created\n");
        assertThat(rowsOf("job_upload", job)).isZero();
        assertThat(rowsOf("job_lease", job)).isZero();
    }

    @Test
    void thousandsOfErrorsAreListedInOrder() throws Exception {
        long job = start("lines", "many", "!x\n".repeat(2_500));
        await(job, "succeeded");

        String csv = http.perform(get(Jobs.path(job) + "/errors"))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(csv.lines().skip(1).map(line -> line.substring(0, line.indexOf(','))))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 2_500)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    @Test
    void anUploadComesBackAsItWentInWhateverItsSize() throws Exception {
        for (int size : new int[] {0, 1, (1 << 20) - 1, 1 << 20, 5_000_003}) {
            var bytes = new byte[size];
            new Random(size).nextBytes(bytes);
            long id = Tsid.next();
            byte[] back = TenantScope.call(CALLER.tenant(), () -> {
                storage.uploads().store(CALLER.tenant(), id, new ByteArrayInputStream(bytes));
                try (InputStream upload = storage.uploads().open(CALLER.tenant(), id)) {
                    return upload.readAllBytes();
                }
            });
            assertThat(back).isEqualTo(bytes);
        }
    }

    @Test
    void anotherNodeGoesOnWhereAKilledOneWas() throws Exception {
        var gate = hold("between", false);
        var killed = new JobRunner(storage, kinds, properties);
        long job = startOn(killed, "between");
        assertThat(gate.reached.await(10, TimeUnit.SECONDS)).isTrue();
        killed.fallSilent();

        runner.start();
        await(job, "succeeded");
        assertThat(lines(job)).isEqualTo(tenLines());

        gate.open.countDown();
        Thread.sleep(200);
        assertThat(lines(job))
                .as("what the node that was thought dead did since")
                .isEqualTo(tenLines());
        assertThat(find(job).counts().processed()).isEqualTo(10);
    }

    @Test
    void aStepWhoseConnectionDiesIsUndoneWholeAndDoneAgain() throws Exception {
        var gate = hold("inside", true);
        long job = start("lines", "inside", tenText());
        assertThat(gate.reached.await(10, TimeUnit.SECONDS)).isTrue();
        superuser().sql("""
                SELECT pg_terminate_backend(pid)
                FROM pg_stat_activity
                WHERE datname = current_database() AND state = 'idle in transaction'
                """).query().listOfRows();
        gate.open.countDown();

        await(job, "succeeded");
        assertThat(lines(job)).isEqualTo(tenLines());
        assertThat(find(job).counts()).isEqualTo(new JobCounts(10, 10, 0, 0, 0, 0));
    }

    @Test
    void aStepThatIsLongerThanTheLeaseKeepsItsJob() throws Exception {
        var gate = hold("long", true);
        var slow = new JobRunner(storage, kinds, properties);
        long job = startOn(slow, "long");
        assertThat(gate.reached.await(10, TimeUnit.SECONDS)).isTrue();
        slow.fallSilent();
        runner.start();
        Thread.sleep(1_500);
        assertThat(gate.passed.get()).as("nodes that came to the gate").isEqualTo(1);
        gate.open.countDown();

        await(job, "succeeded");
        assertThat(lines(job)).isEqualTo(tenLines());
    }

    @Test
    void twoNodesNeverRunOneJob() throws Exception {
        var other = new JobRunner(storage, kinds, properties);
        other.start();
        List<Long> started = IntStream.range(0, 30)
                .mapToObj(n -> start("lines", "both", tenText()))
                .toList();
        for (int n = 0; n < 10; n++) {
            other.wake();
            runner.wake();
        }
        for (long job : started) {
            await(job, "succeeded");
            assertThat(lines(job)).isEqualTo(tenLines());
        }
        other.stop();
    }

    @Test
    void aStoppedNodeEndsItsStepAndLeavesTheRestAtOnce() throws Exception {
        var gate = hold("stop", false);
        var stopped = new JobRunner(storage, kinds, properties);
        long job = startOn(stopped, "stop");
        assertThat(gate.reached.await(10, TimeUnit.SECONDS)).isTrue();
        Thread stopping = Thread.ofVirtual().start(stopped::stop);
        Thread.sleep(100);
        gate.open.countDown();
        assertThat(stopping.join(Duration.ofSeconds(5))).isTrue();
        runner.start();
        await(job, "succeeded");
        assertThat(lines(job)).isEqualTo(tenLines());
    }

    @Test
    void aFailedJobSaysOneSentenceAndNoSecret() throws Exception {
        long problem = start("failing", "problem", null);
        await(problem, "failed");
        assertThat(find(problem).message()).isEqualTo("Line 3 is no CSV.");
        assertThat(find(problem).counts().processed()).isEqualTo(1);
        for (String fault : List.of("fault", "memory")) {
            long job = start("failing", fault, null);
            await(job, "failed");
            assertThat(find(job).message()).startsWith("Cohort failed").doesNotContain("secret", "Exception");
        }
    }

    @Test
    void aJobIsUndoneOnce() throws Exception {
        long job = start("lines", "undo", tenText());
        await(job, "succeeded");
        String undoing = http.perform(post(Jobs.path(job) + "/undo"))
                .andExpect(status().isAccepted())
                .andReturn()
                .getResponse()
                .getHeader("Location");
        long undo = Tsid.parse(undoing.substring(undoing.lastIndexOf('/') + 1)).getAsLong();
        await(undo, "succeeded");

        assertThat(lines(job)).isEmpty();
        http.perform(get(undoing)).andExpect(jsonPath("$.undoes").value(Tsid.text(job)));
        http.perform(post(Jobs.path(job) + "/undo")).andExpect(status().isConflict());
        http.perform(post(undoing + "/undo")).andExpect(status().isConflict());
        long failed = start("failing", "problem", null);
        await(failed, "failed");
        http.perform(post(Jobs.path(failed) + "/undo")).andExpect(status().isConflict());
    }

    @Test
    void whoMayNotSeeAJobLearnsNothingOfIt() throws Exception {
        long job = start("lines", "hidden", "!x");
        await(job, "succeeded");
        for (String path : List.of(Jobs.path(job), Jobs.path(job) + "/errors", Jobs.path(job) + "/outcomes")) {
            http.perform(get(path).header("X-Test-Tenant", "2")).andExpect(status().isNotFound());
            http.perform(get(path).header("X-Test-Roles", "OTHER")).andExpect(status().isNotFound());
        }
        http.perform(post(Jobs.path(job) + "/undo").header("X-Test-Tenant", "2"))
                .andExpect(status().isNotFound());
        http.perform(get("/api/v1/jobs/0000000000000")).andExpect(status().isNotFound());
        http.perform(get("/api/v1/jobs/nonsense")).andExpect(status().isNotFound());
    }

    @Test
    void aJobOfATransactionThatRollsBackNeverWas() {
        assertThatThrownBy(() -> TenantScope.run(
                        CALLER.tenant(),
                        () -> transaction.executeWithoutResult(status -> {
                            jobs.start(CALLER, "lines", "rolled back", null);
                            throw new IllegalStateException("no");
                        })))
                .hasMessage("no");
        assertThat(superuser()
                        .sql("SELECT count(*) FROM kernel.job WHERE input = 'rolled back'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void withoutATenantNoLeaseIsSeen() {
        long job = start("lines", "seen", "x");
        assertThat(jdbc.sql("SELECT count(*) FROM kernel.job_lease")
                        .query(Long.class)
                        .single())
                .isZero();
        await(job, "succeeded");
    }

    private long start(String kind, String input, String upload) {
        return TenantScope.call(
                CALLER.tenant(),
                () -> jobs.start(
                        CALLER,
                        kind,
                        input,
                        upload == null ? null : new ByteArrayInputStream(upload.getBytes(StandardCharsets.UTF_8))));
    }

    /** Starts a job which {@code taker} takes, while the application's own node rests. */
    private long startOn(JobRunner taker, String gate) {
        runner.stop();
        taker.start();
        long job = start("lines", gate, tenText());
        taker.wake();
        return job;
    }

    private static TryKinds.Gate hold(String input, boolean inside) {
        var gate = new TryKinds.Gate(inside);
        TryKinds.GATES.put(input, gate);
        return gate;
    }

    private static String tenText() {
        return String.join("\n", tenLines());
    }

    private static List<String> tenLines() {
        return IntStream.range(0, 10).mapToObj(n -> "line " + n).collect(Collectors.toList());
    }

    private long rowsOf(String table, long job) {
        return TenantScope.call(
                CALLER.tenant(),
                () -> jdbc.sql("SELECT count(*) FROM kernel." + table + " WHERE tenant_id = 1 AND job_id = :job")
                        .param("job", job)
                        .query(Long.class)
                        .single());
    }
}
