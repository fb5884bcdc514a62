package dev.cohort.contacts.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import dev.cohort.kernel.test.PostgresTest;
import dev.cohort.kernel.test.query.QueryBudgets;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PostgresTest
class AttributeCatalogsIT {

    @Autowired
    AttributeCatalogs catalogs;

    @Test
    void aTenantThatNeverDefinedAFieldHasAnEmptyCatalogWhichIsReadOnce() {
        var tenant = new TenantId(4711);
        TenantScope.run(tenant, () -> {
            assertThat(QueryBudgets.capture(
                            () -> assertThat(catalogs.of(tenant).version()).isZero()))
                    .hasStatements(1);
            assertThat(QueryBudgets.capture(
                            () -> assertThat(catalogs.of(tenant).definitions()).isEmpty()))
                    .hasStatements(0);
            assertThat(catalogs.isCurrent(tenant, 0)).isTrue();
            assertThat(catalogs.isCurrent(tenant, 1)).isFalse();
        });
    }
}
