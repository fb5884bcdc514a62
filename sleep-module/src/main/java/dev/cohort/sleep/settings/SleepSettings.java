package dev.cohort.sleep.settings;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.sleep.person.PersonLock;
import dev.cohort.sleep.series.SeriesPreferences;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Zone and rank of providers: what was set, and what holds. Each read is one statement. */
@Component
public class SleepSettings implements SeriesPreferences {

    private static final String OF_PERSON =
            "SELECT zone, provider_rank FROM sleep.person_settings WHERE tenant_id = :tenant AND person_id = :person";

    private static final String OF_TENANT =
            "SELECT zone, provider_rank FROM sleep.tenant_settings WHERE tenant_id = :tenant";

    private static final String EFFECTIVE = """
            SELECT coalesce(p.zone, t.zone) AS zone, coalesce(p.provider_rank, t.provider_rank) AS provider_rank
            FROM (SELECT 1) AS one
            LEFT JOIN sleep.person_settings AS p ON p.tenant_id = :tenant AND p.person_id = :person
            LEFT JOIN sleep.tenant_settings AS t ON t.tenant_id = :tenant
            """;

    private static final String PUT_PERSON = """
            INSERT INTO sleep.person_settings (tenant_id, person_id, zone, provider_rank)
            VALUES (:tenant, :person, :zone, CAST(:rank AS text[]))
            ON CONFLICT (tenant_id, person_id)
            DO UPDATE SET zone = excluded.zone, provider_rank = excluded.provider_rank
            """;

    private static final String PUT_TENANT = """
            INSERT INTO sleep.tenant_settings (tenant_id, zone, provider_rank)
            VALUES (:tenant, :zone, CAST(:rank AS text[]))
            ON CONFLICT (tenant_id)
            DO UPDATE SET zone = excluded.zone, provider_rank = excluded.provider_rank
            """;

    private static final String ERASE =
            "DELETE FROM sleep.person_settings WHERE tenant_id = :tenant AND person_id = :person";

    private final JdbcClient jdbc;
    private final PersonLock lock;
    private final ObjectProvider<SettingsObserver> observers;

    SleepSettings(JdbcClient jdbc, PersonLock lock, ObjectProvider<SettingsObserver> observers) {
        this.jdbc = jdbc;
        this.lock = lock;
        this.observers = observers;
    }

    /** What holds for the person: their own setting, else the tenant's, else the default; the zone is then UTC. */
    @Override
    public Effective of(TenantId tenant, PersonId person) {
        Settings set = jdbc.sql(EFFECTIVE)
                .param("tenant", tenant.value())
                .param("person", person.value())
                .query((row, number) -> settings(row))
                .single();
        return new Effective(
                set.zone() == null ? ZoneOffset.UTC : ZoneId.of(set.zone()),
                set.providerRank() == null ? DEFAULT_RANK : set.providerRank());
    }

    Settings ofPerson(TenantId tenant, PersonId person) {
        return jdbc.sql(OF_PERSON)
                .param("tenant", tenant.value())
                .param("person", person.value())
                .query((row, number) -> settings(row))
                .optional()
                .orElse(new Settings(null, null));
    }

    Settings ofTenant(TenantId tenant) {
        return jdbc.sql(OF_TENANT)
                .param("tenant", tenant.value())
                .query((row, number) -> settings(row))
                .optional()
                .orElse(new Settings(null, null));
    }

    /** Sets what holds for one person; their nights are right when it ends. */
    @Transactional
    public void put(TenantId tenant, PersonId person, Settings settings) {
        lock.take(tenant, person);
        Effective before = of(tenant, person);
        jdbc.sql(PUT_PERSON)
                .param("tenant", tenant.value())
                .param("person", person.value())
                .param("zone", settings.zone())
                .param("rank", array(settings.providerRank()))
                .update();
        if (!of(tenant, person).equals(before)) {
            observers.orderedStream().forEach(observer -> observer.changed(tenant, person));
        }
    }

    /**
     * Sets what holds for everybody of the tenant who has no setting of their own. People are brought up to date some
     * at a time, so nobody waits long for a lock; should it fail half-way, the same call again finishes it.
     */
    public void put(TenantId tenant, Settings settings) {
        jdbc.sql(PUT_TENANT)
                .param("tenant", tenant.value())
                .param("zone", settings.zone())
                .param("rank", array(settings.providerRank()))
                .update();
        observers.orderedStream().forEach(observer -> observer.changed(tenant));
    }

    /** Forgets a person's settings, in the caller's transaction; the tenant's stay. One statement. */
    public void erase(TenantId tenant, PersonId person) {
        jdbc.sql(ERASE)
                .param("tenant", tenant.value())
                .param("person", person.value())
                .update();
    }

    private static Settings settings(ResultSet row) throws SQLException {
        Array rank = row.getArray("provider_rank");
        return new Settings(row.getString("zone"), rank == null ? null : List.of((String[]) rank.getArray()));
    }

    private static @Nullable SqlArrayValue array(@Nullable List<String> rank) {
        return rank == null ? null : new SqlArrayValue("text", rank.toArray());
    }
}
