package dev.cohort.kernel.job;

import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Jobs, for the application and for each module's tests alike. */
@AutoConfiguration
@EnableScheduling
@EnableConfigurationProperties(JobProperties.class)
class JobAutoConfiguration {

    @Bean
    JobKinds jobKinds(ObjectProvider<JobKind> kinds) {
        return new JobKinds(kinds);
    }

    @Bean
    RunningJob.Storage jobStorage(
            DataSource dataSource, PlatformTransactionManager transactions, JobProperties properties) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        var reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        return new RunningJob.Storage(
                new JobTable(jdbc, properties.lease()),
                new JobUploads(jdbc),
                new JobErrors(jdbc),
                new JobOutcomes(jdbc),
                new JobLeases(jdbc, properties),
                new TransactionTemplate(transactions),
                reading);
    }

    @Bean
    @DependsOnDatabaseInitialization
    JobRunner jobRunner(RunningJob.Storage storage, JobKinds kinds, JobProperties properties) {
        return new JobRunner(storage, kinds, properties);
    }

    @Bean
    Jobs jobs(RunningJob.Storage storage, JobKinds kinds, JobRunner runner) {
        return new Jobs(storage.table(), storage.uploads(), kinds, runner, storage.writing());
    }

    @Bean
    JobSweep jobSweep(DataSource dataSource, RunningJob.Storage storage) {
        return new JobSweep(JdbcClient.create(dataSource), storage.leases(), storage.writing());
    }

    @Bean
    @ConditionalOnWebApplication
    JobController jobController(Jobs jobs, RunningJob.Storage storage, JobKinds kinds) {
        return new JobController(jobs, storage, kinds);
    }
}
