package dev.cohort.app;

import dev.cohort.Application;
import dev.cohort.kernel.test.PostgresInitializer;
import dev.cohort.kernel.test.query.QueryBudgetCoverage;
import dev.cohort.kernel.test.query.QueryBudgetLock;
import java.nio.file.Path;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/**
 * Runs last, in the application with all that it can have, demo data too, and looks at what all other tests have run:
 * nothing that sends statements may go without a budget or without a test.
 */
@Order(Integer.MAX_VALUE)
@SpringBootTest(classes = Application.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = PostgresInitializer.class)
class QueryBudgetCoverageIT {

    @Autowired
    ApplicationContext context;

    @Test
    void everyHandlerJobAndListenerHasABudgetAndATest() {
        QueryBudgetCoverage.of(context)
                .andTestsOf(Path.of("../shared-kernel"))
                .andTestsOf(Path.of("../sleep-module"))
                .andTestsOf(Path.of("../contacts-module"))
                .lockedBy(QueryBudgetLock.at(Path.of(QueryBudgetLock.NAME)))
                .check();
    }
}
