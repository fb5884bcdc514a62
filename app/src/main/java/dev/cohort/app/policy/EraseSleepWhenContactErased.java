package dev.cohort.app.policy;

import dev.cohort.contacts.ContactErased;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.sleep.SleepErasure;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What is erased is erased everywhere: the person's sleep goes in the transaction that erases the contact, so there is
 * no moment in which one is gone and the other is not.
 */
@Component
class EraseSleepWhenContactErased {

    private final SleepErasure sleep;

    EraseSleepWhenContactErased(SleepErasure sleep) {
        this.sleep = sleep;
    }

    @QueryBudget(statements = 7)
    @EventListener
    void erase(ContactErased erased) {
        sleep.erase(erased.tenant(), erased.person());
    }
}
