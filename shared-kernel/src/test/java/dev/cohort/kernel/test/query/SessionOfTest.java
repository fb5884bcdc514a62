package dev.cohort.kernel.test.query;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * The persistence contexts of the test's transaction: none without a Spring context or a transaction. Fixtures that
 * lie there would hide loads, and what is pending there would hide writes.
 */
final class SessionOfTest {

    private final List<EntityManagerFactory> factories;

    private SessionOfTest(List<EntityManagerFactory> factories) {
        this.factories = factories;
    }

    static SessionOfTest none() {
        return new SessionOfTest(List.of());
    }

    static SessionOfTest of(ExtensionContext context) {
        boolean spring = false;
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
            spring |= AnnotationSupport.findRepeatableAnnotations(type, ExtendWith.class).stream()
                    .anyMatch(one -> List.of(one.value()).contains(SpringExtension.class));
        }
        return spring
                ? new SessionOfTest(
                        SpringExtension.getApplicationContext(context)
                                .getBeanProvider(EntityManagerFactory.class)
                                .stream()
                                .toList())
                : none();
    }

    /** Sends what is pending and forgets what is loaded. */
    void flushAndClear() {
        forEach(entities -> {
            entities.flush();
            entities.clear();
        });
    }

    /** Sends what is pending. */
    void flush() {
        forEach(EntityManager::flush);
    }

    private void forEach(Consumer<EntityManager> action) {
        for (EntityManagerFactory factory : factories) {
            EntityManager entities = EntityManagerFactoryUtils.getTransactionalEntityManager(factory);
            if (entities != null && entities.isJoinedToTransaction()) {
                action.accept(entities);
            }
        }
    }
}
