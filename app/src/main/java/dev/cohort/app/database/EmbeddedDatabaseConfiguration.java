package dev.cohort.app.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The embedded server as the application's database; with a URL set, none of this exists. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedDatabaseConfiguration.Embedded.class)
class EmbeddedDatabaseConfiguration {

    /** Closed with what began it, after the pool, which depends on both. */
    @Bean(destroyMethod = "")
    EmbeddedServer embeddedServer(EmbeddedStart.Begun begun) {
        return begun.await();
    }

    @Bean
    JdbcConnectionDetails applicationConnectionDetails(EmbeddedServer server) {
        return new Login(
                server.url(), EmbeddedServer.APPLICATION, server.passwords().application());
    }

    @Bean
    LiquibaseConnectionDetails ownerConnectionDetails(EmbeddedServer server) {
        return new OwnerLogin(
                server.url(), EmbeddedServer.OWNER, server.passwords().owner());
    }

    @Bean
    DataLocation dataLocation(EmbeddedServer server) {
        return new DataLocation("embedded PostgreSQL in " + server.folder());
    }

    /** Prints no password, wherever it may be printed. */
    private record Login(String getJdbcUrl, String getUsername, String getPassword) implements JdbcConnectionDetails {

        @Override
        public String toString() {
            return getUsername;
        }
    }

    private record OwnerLogin(String getJdbcUrl, String getUsername, String getPassword)
            implements LiquibaseConnectionDetails {

        @Override
        public String toString() {
            return getUsername;
        }
    }

    static final class Embedded implements Condition {

        @Override
        public boolean matches(ConditionContext context, @Nullable AnnotatedTypeMetadata metadata) {
            return DatabaseMode.of(context.getEnvironment()) == DatabaseMode.EMBEDDED;
        }
    }
}
