package dev.cohort.sleep.summary;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.sleep.person.PersonLock;
import dev.cohort.sleep.series.SeriesType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Values that a source publishes once for a day, like Oura's SpO2. They stand beside a night of the same source and
 * wake date that has no sample of the type. Public for importers.
 */
@Component
public class DailyValues {

    private static final String RECORD = """
            INSERT INTO sleep.daily_value (tenant_id, person_id, day, type, provider, hundredths)
            SELECT :tenant, :person, d.day, d.type, d.provider, d.hundredths
            FROM unnest(
                CAST(:days AS date[]), CAST(:types AS text[]), CAST(:providers AS text[]), CAST(:values AS integer[])
            ) AS d(day, type, provider, hundredths)
            ON CONFLICT (tenant_id, person_id, day, type, provider) DO UPDATE SET hundredths = excluded.hundredths
            WHERE daily_value.hundredths <> excluded.hundredths
            """;

    private static final String OF_DATES = """
            SELECT day, type, provider, hundredths
            FROM sleep.daily_value
            WHERE tenant_id = :tenant AND person_id = :person AND day = ANY(CAST(:days AS date[]))
            """;

    private static final String ERASE =
            "DELETE FROM sleep.daily_value WHERE tenant_id = :tenant AND person_id = :person";

    private final JdbcClient jdbc;
    private final PersonLock lock;
    private final ObjectProvider<NightKeeper> nights;

    DailyValues(JdbcClient jdbc, PersonLock lock, ObjectProvider<NightKeeper> nights) {
        this.jdbc = jdbc;
        this.lock = lock;
        this.nights = nights;
    }

    /** A value of a day, in hundredths of the type's unit. */
    public record DailyValue(String provider, SeriesType type, LocalDate day, int hundredths) {}

    /** As {@link #record(TenantId, PersonId, List)}, for one. */
    @Transactional
    public void record(
            TenantId tenant, PersonId person, String provider, SeriesType type, LocalDate day, int hundredths) {
        record(tenant, person, List.of(new DailyValue(provider, type, day, hundredths)));
    }

    /**
     * Records values, in the current transaction or one of its own, under the person's lock; another value for the
     * same day, type and provider replaces, and of several in one call the last wins. Statements: a constant number.
     *
     * @return how many values are stored now that were not before
     */
    @Transactional
    public int record(TenantId tenant, PersonId person, List<DailyValue> values) {
        if (values.isEmpty()) {
            return 0;
        }
        lock.take(tenant, person);
        Map<Key, DailyValue> last = new HashMap<>();
        values.forEach(value -> last.put(new Key(value.day, value.type.code(), value.provider), value));
        Collection<DailyValue> distinct = last.values();
        int changed = jdbc.sql(RECORD)
                .param("tenant", tenant.value())
                .param("person", person.value())
                .param(
                        "days",
                        NightTable.array(
                                "date", distinct.stream().map(DailyValue::day).toArray()))
                .param(
                        "types",
                        NightTable.array(
                                "text",
                                distinct.stream()
                                        .map(value -> value.type.code())
                                        .toArray()))
                .param(
                        "providers",
                        NightTable.array(
                                "text",
                                distinct.stream().map(DailyValue::provider).toArray()))
                .param(
                        "values",
                        NightTable.array(
                                "int4",
                                distinct.stream().map(DailyValue::hundredths).toArray()))
                .update();
        nights.getObject()
                .remake(
                        tenant,
                        person,
                        distinct.stream().map(DailyValue::day).distinct().toList());
        return changed;
    }

    /** The values of some days. One statement. */
    Map<Key, Integer> of(TenantId tenant, PersonId person, Collection<LocalDate> days) {
        Map<Key, Integer> values = new HashMap<>();
        jdbc.sql(OF_DATES)
                .param("tenant", tenant.value())
                .param("person", person.value())
                .param("days", NightTable.array("date", days.toArray()))
                .query(row -> {
                    values.put(
                            new Key(
                                    row.getObject("day", LocalDate.class),
                                    row.getString("type"),
                                    row.getString("provider")),
                            row.getInt("hundredths"));
                });
        return values;
    }

    void erase(TenantId tenant, PersonId person) {
        jdbc.sql(ERASE)
                .param("tenant", tenant.value())
                .param("person", person.value())
                .update();
    }

    /** What a value is kept under. */
    record Key(LocalDate day, String type, String provider) {}
}
