package dev.cohort.kernel.test;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/**
 * A {@link SpringBootTest} on a PostgreSQL database of its own: migrated by an owner, used by a login that owns
 * nothing, row-level security on. Which server is {@link TestDatabase}'s choice.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest
@ContextConfiguration(initializers = PostgresInitializer.class)
public @interface PostgresTest {}
