package dev.cohort.kernel.test.query;

import dev.cohort.kernel.query.AllowRepeats;
import java.util.List;

/** What a growth test demands; see {@link QueryGrowth} for each. */
record GrowthRules(Grows statements, Grows rows, int rowsPerElement, boolean offset, List<AllowRepeats> allowed) {

    static final GrowthRules STRICT = new GrowthRules(Grows.CONSTANT, Grows.LINEAR, 0, false, List.of());
}
