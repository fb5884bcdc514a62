package dev.cohort.kernel.database;

import com.zaxxer.hikari.HikariDataSource;
import dev.cohort.kernel.page.Cursors;
import java.sql.Connection;
import java.util.Objects;
import javax.sql.DataSource;
import liquibase.integration.spring.SpringLiquibase;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseConnectionDetails;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Migrations run as the owner, everything else as the application's role, bound to the tenant of the current
 * scope. Applies to any {@link DataSource} that Boot makes, so that module tests run behind the same fence.
 */
@AutoConfiguration(before = {DataSourceAutoConfiguration.class, LiquibaseAutoConfiguration.class})
@EnableConfigurationProperties(DatabaseProperties.class)
class DatabaseAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(LiquibaseConnectionDetails.class)
    LiquibaseConnectionDetails ownerConnectionDetails(
            LiquibaseProperties liquibase, JdbcConnectionDetails application) {
        return new OwnerConnectionDetails(liquibase, application);
    }

    @Bean
    static TenantBinding tenantBinding(ObjectProvider<DatabaseProperties> properties) {
        return new TenantBinding(properties);
    }

    @Bean
    static RolePreparation rolePreparation(
            ObjectProvider<DatabaseProperties> properties,
            ObjectProvider<JdbcConnectionDetails> application,
            Environment environment) {
        return new RolePreparation(properties, application, environment);
    }

    /** Statements: one, at start. */
    @Bean
    @DependsOnDatabaseInitialization
    Cursors cursors(DataSource dataSource) {
        byte[] key = new JdbcTemplate(dataSource).queryForObject("SELECT key FROM kernel.signing_key", byte[].class);
        return new Cursors(Objects.requireNonNull(key, "kernel.signing_key is empty"));
    }

    /** The login that migrates: {@code spring.liquibase.user}, else the application's own. */
    private record OwnerConnectionDetails(LiquibaseProperties liquibase, JdbcConnectionDetails application)
            implements LiquibaseConnectionDetails {

        @Override
        public @Nullable String getUsername() {
            return liquibase.getUser() == null ? application.getUsername() : liquibase.getUser();
        }

        @Override
        public @Nullable String getPassword() {
            return liquibase.getUser() == null ? application.getPassword() : liquibase.getPassword();
        }

        @Override
        public String getJdbcUrl() {
            return liquibase.getUrl() == null ? application.getJdbcUrl() : liquibase.getUrl();
        }
    }

    /** Puts the role on each new connection, callers in a queue, and the tenant on each borrowed connection. */
    private static final class TenantBinding implements BeanPostProcessor, PriorityOrdered {

        private final ObjectProvider<DatabaseProperties> properties;

        TenantBinding(ObjectProvider<DatabaseProperties> properties) {
            this.properties = properties;
        }

        @Override
        public Object postProcessBeforeInitialization(Object bean, String beanName) {
            if (bean instanceof HikariDataSource pool) {
                pool.setConnectionInitSql(properties.getObject().sessionSettings());
            }
            return bean;
        }

        @Override
        public Object postProcessAfterInitialization(Object bean, String beanName) {
            return bean instanceof HikariDataSource pool
                    ? new TenantBindingDataSource(new QueueingDataSource(pool))
                    : bean;
        }

        /** First, so that whatever counts statements wraps the binder and does not count it. */
        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }
    }

    /** Checks the server and makes the role just before Liquibase runs, over one of Liquibase's connections. */
    private record RolePreparation(
            ObjectProvider<DatabaseProperties> properties,
            ObjectProvider<JdbcConnectionDetails> application,
            Environment environment)
            implements BeanPostProcessor {

        @Override
        public Object postProcessBeforeInitialization(Object bean, String beanName) {
            if (bean instanceof SpringLiquibase liquibase) {
                DataSource owner = Objects.requireNonNull(liquibase.getDataSource());
                Connection connection = DataSourceUtils.getConnection(owner);
                try {
                    prepare(new SingleConnectionDataSource(connection, true));
                } finally {
                    DataSourceUtils.releaseConnection(connection, owner);
                }
            }
            return bean;
        }

        private void prepare(DataSource owner) {
            String login = Objects.requireNonNullElse(application.getObject().getUsername(), "");
            var role = new ApplicationRole(owner, properties.getObject().role(), login);
            role.prepare();
            if ("prod".equals(environment.getProperty("cohort.mode")) && role.loginEvadesRowLevelSecurity()) {
                throw new UnusableDatabase("The login " + login + " is a superuser or has BYPASSRLS, which"
                        + " switches row-level security off; prod mode needs one that is neither.");
            }
        }
    }
}
