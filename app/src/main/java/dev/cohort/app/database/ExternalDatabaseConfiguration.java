package dev.cohort.app.database;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** The database of {@code spring.datasource.url}: Boot connects to it, so there is nothing to add but its name. */
@Configuration(proxyBeanMethods = false)
@Conditional(ExternalDatabaseConfiguration.External.class)
class ExternalDatabaseConfiguration {

    @Bean
    DataLocation dataLocation(JdbcConnectionDetails connection) {
        return new DataLocation(connection.getJdbcUrl().replaceFirst("[?].*", ""));
    }

    static final class External implements Condition {

        @Override
        public boolean matches(ConditionContext context, @Nullable AnnotatedTypeMetadata metadata) {
            return DatabaseMode.of(context.getEnvironment()) == DatabaseMode.EXTERNAL;
        }
    }
}
