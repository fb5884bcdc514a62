package dev.cohort.app;

import dev.cohort.Application;
import dev.cohort.kernel.test.DelayProxy;
import dev.cohort.kernel.test.PostgresInitializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.Duration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/** The whole application, with a wire to the database whose length a test chooses. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(
        classes = Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "cohort.demo-data=false")
@ContextConfiguration(initializers = {PostgresInitializer.class, SlowDatabaseTest.Wire.class})
public @interface SlowDatabaseTest {

    /** Puts the proxy between the application and its database. */
    final class Wire implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        private static DelayProxy proxy;

        /** The wire of the context that was started last. */
        public static DelayProxy proxy() {
            return proxy;
        }

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            String url = context.getEnvironment().getRequiredProperty("spring.datasource.url");
            try {
                proxy = DelayProxy.before(url, Duration.ZERO);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            TestPropertyValues.of("spring.datasource.url=" + proxy.through(url), "spring.liquibase.url=" + url)
                    .applyTo(context);
        }
    }
}
