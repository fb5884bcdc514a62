package dev.cohort.sleep.summary;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** A date among a person's nights, with all that a page about it needs of them. Public for {@code sleep.page}. */
@Component
public class NightsAround {

    /**
     * The primary key gives the last date, both neighbours and the span, each by one descent; the span reads its own
     * rows alone. What holds for the person comes along, so that times without an offset need no further statement.
     */
    private static final String AROUND = """
            WITH wanted AS (
                SELECT coalesce(CAST(:date AS date), (
                    SELECT max(wake_date) FROM sleep.night WHERE tenant_id = :tenant AND person_id = :person)) AS day
            ), place AS (
                SELECT day,
                    (SELECT max(wake_date) FROM sleep.night
                     WHERE tenant_id = :tenant AND person_id = :person AND wake_date < day) AS earlier,
                    (SELECT min(wake_date) FROM sleep.night
                     WHERE tenant_id = :tenant AND person_id = :person AND wake_date > day) AS later,
                    coalesce(
                        (SELECT zone FROM sleep.person_settings
                         WHERE tenant_id = :tenant AND person_id = :person),
                        (SELECT zone FROM sleep.tenant_settings WHERE tenant_id = :tenant)) AS zone
                FROM wanted
            )
            SELECT place.day, place.earlier, place.later, place.zone, night.wake_date, night.document
            FROM place
            LEFT JOIN sleep.night ON night.tenant_id = :tenant AND night.person_id = :person
                AND night.wake_date BETWEEN place.day - (CAST(:days AS integer) - 1) AND place.day
            ORDER BY night.wake_date
            """;

    private final JdbcClient jdbc;

    NightsAround(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What lies around a date.
     *
     * @param date the one that was asked for, else the last with a night; null if there is no night at all
     * @param earlier the last date with a night before it
     * @param later the first date with a night after it
     * @param zone where the person lives, as far as anybody said; UTC if nobody did
     * @param nights the stored nights of the days that end with {@code date}, the earliest first
     */
    public record Around(
            @Nullable LocalDate date,
            @Nullable LocalDate earlier,
            @Nullable LocalDate later,
            ZoneId zone,
            List<StoredNight> nights) {}

    private record Row(Around place, @Nullable StoredNight night) {}

    /** One statement. */
    public Around of(TenantId tenant, PersonId person, @Nullable LocalDate date, int days) {
        List<Row> rows = jdbc.sql(AROUND)
                .param("tenant", tenant.value())
                .param("person", person.value())
                .param("date", date)
                .param("days", days)
                .query((row, number) -> row(row))
                .list();
        List<StoredNight> nights = new ArrayList<>();
        for (Row row : rows) {
            if (row.night() != null) {
                nights.add(row.night());
            }
        }
        Around place = rows.getFirst().place();
        return new Around(place.date(), place.earlier(), place.later(), place.zone(), nights);
    }

    private static Row row(ResultSet row) throws SQLException {
        LocalDate of = row.getObject("wake_date", LocalDate.class);
        String zone = row.getString("zone");
        return new Row(
                new Around(
                        row.getObject("day", LocalDate.class),
                        row.getObject("earlier", LocalDate.class),
                        row.getObject("later", LocalDate.class),
                        zone == null ? ZoneOffset.UTC : ZoneId.of(zone),
                        List.of()),
                of == null ? null : new StoredNight(of, Objects.requireNonNull(row.getString("document"))));
    }
}
