package dev.cohort.sleep.series;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.query.QueryBudgets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PostgresTest
class SeriesSchemaIT {

    @Autowired
    SeriesErasure erasure;

    @Test
    void erasingSomebodyWithoutSamplesTakesTwoStatements() {
        var captured = QueryBudgets.capture(
                () -> TenantScope.run(new TenantId(1), () -> erasure.erase(new TenantId(1), new PersonId(7))));
        assertThat(captured).hasStatements(2).touchesOnly("sleep.sample_chunk", "sleep.late_sample");
    }
}
