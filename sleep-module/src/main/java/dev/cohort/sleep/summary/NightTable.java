package dev.cohort.sleep.summary;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.time.TimeWindow;
import dev.cohort.sleep.series.NightSums;
import dev.cohort.sleep.series.SeriesType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

/** The table of nights. Every method is one statement, whatever the number of nights. */
@Component
class NightTable {

    /** Nobody's sleep ends outside these; they stand for bounds that are not given. */
    static final LocalDate FIRST = LocalDate.of(1, 1, 1);

    static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private static final int SHORT_REACH_DAYS = 2;

    /** The primary key serves both orders; a page reads its own rows and one more. */
    private static final String DESCENDING = """
            SELECT wake_date, document
            FROM sleep.night
            WHERE tenant_id = :tenant AND person_id = :person AND wake_date BETWEEN :from AND :to
            ORDER BY wake_date DESC
            LIMIT :limit
            """;

    private static final String ASCENDING = """
            SELECT wake_date, document
            FROM sleep.night
            WHERE tenant_id = :tenant AND person_id = :person AND wake_date BETWEEN :from AND :to
            ORDER BY wake_date
            LIMIT :limit
            """;

    private static final String OF_DATE = """
            SELECT wake_date, document
            FROM sleep.night
            WHERE tenant_id = :tenant AND person_id = :person AND wake_date = :date
            """;

    /** A main sleep that reaches over at most two days ends near its date; the others have an index of their own. */
    private static final String REACHING = """
            SELECT wake_date, document, sums
            FROM sleep.night
            WHERE tenant_id = :tenant AND person_id = :person AND provider = :provider
              AND first_at < CAST(:last AS timestamptz) AND last_at > CAST(:first AS timestamptz)
              AND wake_date BETWEEN :from AND :to AND NOT long_reach
            UNION ALL
            SELECT wake_date, document, sums
            FROM sleep.night
            WHERE tenant_id = :tenant AND person_id = :person AND provider = :provider
              AND first_at < CAST(:last AS timestamptz) AND last_at > CAST(:first AS timestamptz)
              AND long_reach
            """;

    private static final String PUT = """
            INSERT INTO sleep.night (
                tenant_id, person_id, wake_date, long_reach, first_at, last_at, provider, document, sums)
            SELECT :tenant, :person, n.wake_date,
                coalesce(n.last_second - n.first_second > 172800, false),
                to_timestamp(n.first_second), to_timestamp(n.last_second), n.provider, n.document,
                (CAST(:sums AS bigint[]))[CAST(n.i AS integer) * 30 - 29 : CAST(n.i AS integer) * 30]
            FROM unnest(
                CAST(:dates AS date[]), CAST(:firsts AS bigint[]), CAST(:lasts AS bigint[]),
                CAST(:providers AS text[]), CAST(:documents AS text[])
            ) WITH ORDINALITY AS n(wake_date, first_second, last_second, provider, document, i)
            ON CONFLICT (tenant_id, person_id, wake_date) DO UPDATE SET
                long_reach = excluded.long_reach, first_at = excluded.first_at, last_at = excluded.last_at,
                provider = excluded.provider, document = excluded.document, sums = excluded.sums
            """;

    private static final String CHANGE = """
            UPDATE sleep.night AS night
            SET document = n.document,
                sums = (CAST(:sums AS bigint[]))[CAST(n.i AS integer) * 30 - 29 : CAST(n.i AS integer) * 30]
            FROM unnest(CAST(:dates AS date[]), CAST(:documents AS text[]))
                WITH ORDINALITY AS n(wake_date, document, i)
            WHERE night.tenant_id = :tenant AND night.person_id = :person AND night.wake_date = n.wake_date
            """;

    private static final String DELETE = """
            DELETE FROM sleep.night
            WHERE tenant_id = :tenant AND person_id = :person AND wake_date = ANY(CAST(:dates AS date[]))
            """;

    private static final String DELETE_ALL =
            "DELETE FROM sleep.night WHERE tenant_id = :tenant AND person_id = :person";

    private final JdbcClient jdbc;

    NightTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A night to store, and the reach of its main sleeps. */
    record Row(
            LocalDate date,
            @Nullable String provider,
            @Nullable Long first,
            @Nullable Long last,
            String document,
            Map<SeriesType, NightSums> sums) {}

    /** At most {@code limit} nights of the dates {@code from} to {@code to}, both included. */
    List<StoredNight> page(
            TenantId tenant, PersonId person, LocalDate from, LocalDate to, boolean descending, int limit) {
        return of(descending ? DESCENDING : ASCENDING, tenant, person)
                .param("from", from)
                .param("to", to)
                .param("limit", limit)
                .query(NightTable::night)
                .list();
    }

    Optional<StoredNight> of(TenantId tenant, PersonId person, LocalDate date) {
        return of(OF_DATE, tenant, person)
                .param("date", date)
                .query(NightTable::night)
                .optional();
    }

    /** Nights whose main sleeps are the provider's and can touch the span; a few that do not are among them. */
    List<KeptNight> reaching(TenantId tenant, PersonId person, String provider, TimeWindow span) {
        return of(REACHING, tenant, person)
                .param("provider", provider)
                .param("first", span.start().atOffset(ZoneOffset.UTC))
                .param("last", span.end().atOffset(ZoneOffset.UTC))
                .param("from", date(span.start()).minusDays(SHORT_REACH_DAYS))
                .param("to", date(span.end()).plusDays(SHORT_REACH_DAYS + 2))
                .query((row, number) -> new KeptNight(
                        row.getObject("wake_date", LocalDate.class),
                        row.getString("document"),
                        KeptNight.sums(row.getArray("sums"))))
                .list();
    }

    void put(TenantId tenant, PersonId person, List<Row> rows) {
        of(PUT, tenant, person)
                .param("dates", array("date", rows.stream().map(Row::date).toArray()))
                .param("firsts", array("int8", rows.stream().map(Row::first).toArray()))
                .param("lasts", array("int8", rows.stream().map(Row::last).toArray()))
                .param(
                        "providers",
                        array("text", rows.stream().map(Row::provider).toArray()))
                .param(
                        "documents",
                        array("text", rows.stream().map(Row::document).toArray()))
                .param("sums", sums(rows.stream().map(Row::sums)))
                .update();
    }

    /** Puts other documents and sums in the place of those that are there. */
    void change(TenantId tenant, PersonId person, List<KeptNight> nights) {
        of(CHANGE, tenant, person)
                .param(
                        "dates",
                        array("date", nights.stream().map(KeptNight::date).toArray()))
                .param(
                        "documents",
                        array("text", nights.stream().map(KeptNight::document).toArray()))
                .param("sums", sums(nights.stream().map(KeptNight::sums)))
                .update();
    }

    void delete(TenantId tenant, PersonId person, Collection<LocalDate> dates) {
        of(DELETE, tenant, person)
                .param("dates", array("date", dates.toArray()))
                .update();
    }

    void deleteAll(TenantId tenant, PersonId person) {
        of(DELETE_ALL, tenant, person).update();
    }

    private static SqlArrayValue sums(Stream<@Nullable Map<SeriesType, NightSums>> nights) {
        return array("int8", KeptNight.flat(nights.map(Objects::requireNonNull).toList()));
    }

    private static LocalDate date(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    private JdbcClient.StatementSpec of(String sql, TenantId tenant, PersonId person) {
        return jdbc.sql(sql).param("tenant", tenant.value()).param("person", person.value());
    }

    static SqlArrayValue array(String type, @Nullable Object[] values) {
        return new SqlArrayValue(type, values);
    }

    private static StoredNight night(ResultSet row, int number) throws SQLException {
        return new StoredNight(row.getObject("wake_date", LocalDate.class), row.getString("document"));
    }
}
