package dev.cohort.kernel.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.PostgresTest;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class TenantBindingIT {

    private static final TenantId ONE = new TenantId(1);
    private static final TenantId TWO = new TenantId(2);

    @Autowired
    DataSource dataSource;

    @Test
    void aConnectionIsBoundToTheTenantOfTheScopeAndToNoneOutside() {
        assertThat(TenantScope.<Long, RuntimeException>call(ONE, this::boundTenant))
                .isEqualTo(1L);
        assertThat(TenantScope.<Long, RuntimeException>call(TWO, this::boundTenant))
                .isEqualTo(2L);
        assertThat(boundTenant()).isNull();
    }

    @Test
    void everyStatementRunsAsTheRoleThatOwnsNothing() {
        assertThat(JdbcClient.create(dataSource)
                        .sql("SELECT current_user::text")
                        .query(String.class)
                        .single())
                .isEqualTo("cohort_app");
    }

    @Test
    void aScopeOfAnotherTenantCannotBeOpenedInside() {
        assertThatThrownBy(() -> TenantScope.run(ONE, () -> TenantScope.run(TWO, () -> {})))
                .isInstanceOf(IllegalStateException.class);
    }

    private Long boundTenant() {
        return JdbcClient.create(dataSource)
                .sql("SELECT kernel.current_tenant()")
                .query(Long.class)
                .optional()
                .orElse(null);
    }
}
