package dev.cohort.app.demo;

import dev.cohort.kernel.query.QueryBudget;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Has the demo data loaded beside the first requests, which do not wait for it. */
@Component
@ConditionalOnProperty(name = "cohort.demo-data", havingValue = "true", matchIfMissing = true)
class LoadDemoDataAtStart {

    private static final Logger LOG = LoggerFactory.getLogger(LoadDemoDataAtStart.class);

    private final DemoData data;

    LoadDemoDataAtStart(DemoData data) {
        this.data = data;
    }

    /** After everything else is ready. The thread is its own master: what it sends is the load's and not this one's. */
    @QueryBudget(statements = 0)
    @EventListener
    @Order
    void begin(ApplicationReadyEvent ready) {
        Thread load = Thread.ofVirtual()
                .name("demo-data")
                .inheritInheritableThreadLocals(false)
                .unstarted(() -> {
                    try {
                        data.load();
                    } catch (RuntimeException failure) {
                        LOG.error("The demo data could not be loaded; the next start tries again", failure);
                    }
                });
        // A thread that inherits nothing has the system's class loader, which knows nothing of what is in the jar.
        load.setContextClassLoader(getClass().getClassLoader());
        load.start();
    }
}
