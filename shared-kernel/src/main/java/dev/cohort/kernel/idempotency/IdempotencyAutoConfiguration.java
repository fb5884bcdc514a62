package dev.cohort.kernel.idempotency;

import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** For every application that has a clock and a database. */
@AutoConfiguration(after = JdbcClientAutoConfiguration.class)
class IdempotencyAutoConfiguration {

    @Bean
    @ConditionalOnBean(Clock.class)
    IdempotencyKeys idempotencyKeys(JdbcClient jdbc, Clock clock) {
        return new IdempotencyKeys(jdbc, clock);
    }
}
