package dev.cohort.kernel.test;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Gives a test context a new database; for test classes that need another annotation than {@link PostgresTest}. First
 * of all initializers: the application's own would else start a server in the user's folder.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class PostgresInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        use(context, TestDatabase.create());
    }

    /** Lets the context work on {@code database}. */
    public static void use(ConfigurableApplicationContext context, TestDatabase database) {
        TestPropertyValues.of(
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + TestDatabase.LOGIN,
                        "spring.datasource.password=" + TestDatabase.PASSWORD,
                        "spring.liquibase.user=" + TestDatabase.OWNER,
                        "spring.liquibase.password=" + TestDatabase.PASSWORD)
                .applyTo(context);
    }
}
