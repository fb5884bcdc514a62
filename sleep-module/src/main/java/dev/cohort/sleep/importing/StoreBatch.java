package dev.cohort.sleep.importing;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.problem.ProblemException;
import dev.cohort.sleep.KnownPersons;
import dev.cohort.sleep.person.PersonLock;
import dev.cohort.sleep.series.SampleOutcome;
import dev.cohort.sleep.series.SampleWriter;
import dev.cohort.sleep.session.RecordSleepSession;
import dev.cohort.sleep.session.SessionIn;
import dev.cohort.sleep.session.SessionResult;
import dev.cohort.sleep.summary.DailyValues;
import java.util.List;
import org.springframework.stereotype.Component;

/** Stores a batch in the current transaction, under the person's lock. */
@Component
class StoreBatch {

    private final KnownPersons persons;
    private final PersonLock lock;
    private final SampleWriter samples;
    private final RecordSleepSession sessions;
    private final AssembleSessions assembling;
    private final DailyValues dailyValues;

    StoreBatch(
            KnownPersons persons,
            PersonLock lock,
            SampleWriter samples,
            RecordSleepSession sessions,
            AssembleSessions assembling,
            DailyValues dailyValues) {
        this.persons = persons;
        this.lock = lock;
        this.samples = samples;
        this.sessions = sessions;
        this.assembling = assembling;
        this.dailyValues = dailyValues;
    }

    /**
     * Stores what can be stored; what the rules of a session refuse is among the rejections of the outcome. Sessions
     * go first, so that the samples find their nights. Statements: a constant number for each kind of record in the
     * batch.
     *
     * @throws ProblemException 404 if the person is gone: what was erased must not come back
     */
    BatchOutcome store(TenantId tenant, PersonId person, Batch batch) {
        lock.take(tenant, person);
        if (!persons.isKnown(tenant, person)) {
            throw ProblemException.notFound("person");
        }
        var outcome = new BatchOutcome(batch);
        if (!batch.sessions().isEmpty()) {
            List<SessionIn> given =
                    batch.sessions().stream().map(Batch.Placed::what).toList();
            List<SessionResult> results = sessions.record(tenant, person, given);
            for (int i = 0; i < results.size(); i++) {
                outcome.add(results.get(i), List.of(batch.sessions().get(i).place()));
            }
        }
        if (!batch.stages().isEmpty()) {
            assembling.store(tenant, person, batch.stages(), outcome);
        }
        batch.samples().forEach((series, values) -> {
            SampleOutcome stored = samples.write(tenant, person, series.provider(), series.type(), values);
            outcome.add(stored.accepted(), stored.replaced(), stored.unchanged());
        });
        if (!batch.dailies().isEmpty()) {
            int changed = dailyValues.record(tenant, person, batch.dailies());
            outcome.add(changed, 0, batch.dailies().size() - changed);
        }
        return outcome.ordered();
    }
}
