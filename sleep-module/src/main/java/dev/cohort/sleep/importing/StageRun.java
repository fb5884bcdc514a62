package dev.cohort.sleep.importing;

import dev.cohort.sleep.night.Stage;
import dev.cohort.sleep.night.StageInterval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Builds a session's stages out of pieces in the order of time. */
final class StageRun {

    private final List<StageInterval> stages = new ArrayList<>();

    /** Adds [start, end) unless it is empty; what goes on with the same stage becomes one interval. */
    void add(Stage stage, long start, long end) {
        if (end <= start) {
            return;
        }
        if (!stages.isEmpty()
                && stages.getLast().stage() == stage
                && stages.getLast().end() == start) {
            start = stages.removeLast().start();
        }
        stages.add(new StageInterval(stage, start, end));
    }

    List<StageInterval> stages() {
        return List.copyOf(stages);
    }

    /** {@code stages} with {@code over} laid on top: where both say something, what lies on top is right. */
    static List<StageInterval> covered(List<StageInterval> stages, List<StageInterval> over) {
        List<StageInterval> top = new ArrayList<>(over);
        top.sort(Comparator.comparingLong(StageInterval::start));
        List<StageInterval> bottom = new ArrayList<>(stages);
        bottom.sort(Comparator.comparingLong(StageInterval::start));
        List<StageInterval> pieces = new ArrayList<>(top);
        int first = 0;
        for (StageInterval stage : bottom) {
            while (first < top.size() && top.get(first).end() <= stage.start()) {
                first++;
            }
            long from = stage.start();
            for (int i = first; i < top.size() && top.get(i).start() < stage.end(); i++) {
                pieces.add(new StageInterval(
                        stage.stage(), from, Math.max(from, top.get(i).start())));
                from = Math.max(from, top.get(i).end());
            }
            pieces.add(new StageInterval(stage.stage(), from, Math.max(from, stage.end())));
        }
        pieces.sort(Comparator.comparingLong(StageInterval::start));
        var run = new StageRun();
        pieces.forEach(piece -> run.add(piece.stage(), piece.start(), piece.end()));
        return run.stages();
    }
}
