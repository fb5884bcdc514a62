package dev.cohort.kernel.job;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param concurrency jobs that this node runs at once; each holds one connection, two while its steps
 *     overlap; the rest wait
 * @param lease how long a node may be silent before another takes its jobs; it gives a sign of life three times in
 *     that time, and looks for work as often
 * @param statementTimeout after which PostgreSQL stops a statement of a job
 */
@ConfigurationProperties("cohort.jobs")
record JobProperties(
        @DefaultValue("2") int concurrency,
        @DefaultValue("6s") Duration lease,
        @DefaultValue("60s") Duration statementTimeout) {}
