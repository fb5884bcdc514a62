package dev.cohort.app.bench;

import dev.cohort.Application;
import dev.cohort.app.SlowDatabaseTest;
import dev.cohort.kernel.test.PostgresInitializer;
import dev.cohort.kernel.test.TestDatabase;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * The whole application behind a wire whose length a benchmark chooses. The database is a new one, or with
 * {@code -Dcohort.bench.database=<name>} on an external server the one of that name, whose data are used again.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"cohort.demo-data=false", "cohort.database.statement-timeout=600s"})
@ContextConfiguration(initializers = {BenchTest.Database.class, SlowDatabaseTest.Wire.class})
@interface BenchTest {

    /** Chooses the database. */
    final class Database implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            String name = System.getProperty("cohort.bench.database");
            PostgresInitializer.use(context, name == null ? TestDatabase.create() : TestDatabase.named(name));
        }
    }
}
