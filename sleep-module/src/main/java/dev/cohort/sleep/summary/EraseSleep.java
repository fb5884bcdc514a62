package dev.cohort.sleep.summary;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.sleep.SleepErasure;
import dev.cohort.sleep.person.PersonLock;
import dev.cohort.sleep.series.SeriesErasure;
import dev.cohort.sleep.session.SessionErasure;
import dev.cohort.sleep.settings.SleepSettings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Erases all that is kept about a person's sleep: sessions, nights, settings, daily values and samples. */
@Component
class EraseSleep implements SleepErasure {

    private final PersonLock lock;
    private final SessionErasure sessions;
    private final SleepSettings settings;
    private final NightTable nights;
    private final DailyValues dailyValues;
    private final SeriesErasure series;

    EraseSleep(
            PersonLock lock,
            SessionErasure sessions,
            SleepSettings settings,
            NightTable nights,
            DailyValues dailyValues,
            SeriesErasure series) {
        this.lock = lock;
        this.sessions = sessions;
        this.settings = settings;
        this.nights = nights;
        this.dailyValues = dailyValues;
        this.series = series;
    }

    @Override
    @Transactional
    public void erase(TenantId tenant, PersonId person) {
        lock.take(tenant, person);
        nights.deleteAll(tenant, person);
        sessions.erase(tenant, person);
        settings.erase(tenant, person);
        dailyValues.erase(tenant, person);
        series.erase(tenant, person);
    }
}
