package dev.cohort.sleep.importing;

import dev.cohort.kernel.problem.ProblemException.FieldError;
import dev.cohort.sleep.importing.Batch.Placed;
import dev.cohort.sleep.session.SessionResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What became of the records of a batch: each is in one of the five counts. */
final class BatchOutcome {

    private final int records;
    private final int skipped;
    private final List<Placed<Rejection>> rejections;
    private int created;
    private int updated;
    private int unchanged;
    private int failed;

    BatchOutcome(Batch batch) {
        records = batch.size();
        skipped = batch.skipped();
        rejections = new ArrayList<>(batch.rejections());
        failed = rejections.size();
    }

    void add(int newlyStored, int replaced, int asBefore) {
        created += newlyStored;
        updated += replaced;
        unchanged += asBefore;
    }

    /** A session with the places of the records that it was made of; a refused one is refused at the first of them. */
    void add(SessionResult result, List<Place> places) {
        switch (result.status()) {
            case CREATED -> created += places.size();
            case REPLACED -> updated += places.size();
            case UNCHANGED -> unchanged += places.size();
            case REJECTED -> {
                failed += places.size();
                if (places.isEmpty()) {
                    return;
                }
                for (FieldError error : result.errors()) {
                    String field = error.pointer().substring(error.pointer().lastIndexOf('/') + 1);
                    rejections.add(
                            new Placed<>(places.getFirst(), new Rejection(field, null, error.code(), error.message())));
                }
            }
        }
    }

    /** Puts the rejections into the order of the file. */
    BatchOutcome ordered() {
        rejections.sort(Comparator.comparingLong(rejection -> rejection.place().row()));
        return this;
    }

    int records() {
        return records;
    }

    int created() {
        return created;
    }

    int updated() {
        return updated;
    }

    int unchanged() {
        return unchanged;
    }

    int skipped() {
        return skipped;
    }

    int failed() {
        return failed;
    }

    List<Placed<Rejection>> rejections() {
        return rejections;
    }
}
