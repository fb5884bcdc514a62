package dev.cohort.contacts.search;

import dev.cohort.kernel.Tsid;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.postgresql.jdbc.PgResultSet;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.stereotype.Component;

/** Runs composed statements and reads their rows. */
@Component
class ListingReader {

    private final JdbcTemplate jdbc;

    ListingReader(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /**
     * What a page statement returned.
     *
     * @param matching how many match, cut at 10,001; null if it was not asked
     */
    record Read(long catalogVersion, @Nullable Long matching, List<Row> rows) {}

    /** A contact and its place in the order; the attributes are null if the statement did not read them. */
    record Row(Position place, @Nullable FoundContact contact) {}

    /**
     * Runs a statement of {@link PageStatement#of}. One statement. Rows are counted, columns are read past the proxies
     * of the pool and of the query guard: a page has some eight hundred of them.
     */
    Read page(Sql sql, Listing listing, PageStatement.Reads reads) {
        var attributes = new AttributesText(listing.shown(), listing.catalog());
        return run(sql, results -> {
            List<Row> rows = new ArrayList<>();
            long version = 0;
            Long matching = null;
            ResultSet row = results.unwrap(PgResultSet.class);
            while (results.next()) {
                version = row.getLong(1);
                matching = row.getObject(2, Long.class);
                if (row.getObject(3) != null) {
                    rows.add(row(row, listing, reads, attributes));
                }
            }
            return new Read(version, matching, rows);
        });
    }

    /** The attributes of contacts by id. One statement. */
    Map<Long, Map<String, Object>> attributes(Listing listing, List<Long> ids) {
        var attributes = new AttributesText(listing.shown(), listing.catalog());
        return run(PageStatement.attributesOf(listing, ids), results -> {
            Map<Long, Map<String, Object>> found = new java.util.HashMap<>();
            while (results.next()) {
                found.put(results.getLong(1), attributes.read(results.getString(2)));
            }
            return found;
        });
    }

    /** The hot columns of one contact. One statement. */
    FoundContact contact(Listing listing, long id) {
        return run(PageStatement.hotOf(listing, id), results -> {
            results.next();
            return contact(results, id, 0);
        });
    }

    /** The number in the first column of the only row. One statement. */
    long number(Sql sql) {
        return run(sql, results -> {
            results.next();
            return results.getLong(1);
        });
    }

    /** The plan of a statement that is run, line by line. One statement. */
    List<String> plan(Sql sql) {
        return run(sql.explained(), results -> {
            List<String> lines = new ArrayList<>();
            while (results.next()) {
                lines.add(results.getString(1));
            }
            return lines;
        });
    }

    private <T> T run(Sql sql, ResultSetExtractor<T> reader) {
        return Objects.requireNonNull(jdbc.query(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(sql.text());
                    statement.unwrap(PGStatement.class).setPrepareThreshold(sql.isSteady() ? 1 : 0);
                    sql.bindTo(statement);
                    return statement;
                },
                reader));
    }

    private static Row row(ResultSet results, Listing listing, PageStatement.Reads reads, AttributesText attributes)
            throws SQLException {
        long id = results.getLong(3);
        int column = 3;
        List<@Nullable Object> keys = new ArrayList<>();
        for (Sorting.Term key : listing.sorting().keys()) {
            column++;
            keys.add(key.isMoment() ? instant(results, column) : results.getBytes(column));
        }
        var place = new Position(keys, id);
        if (reads == PageStatement.Reads.IDS) {
            return new Row(place, null);
        }
        FoundContact contact = contact(results, id, column);
        return new Row(
                place,
                reads == PageStatement.Reads.HOT
                        ? contact
                        : contact.with(attributes.read(results.getString(column + 12))));
    }

    private static FoundContact contact(ResultSet results, long id, int before) throws SQLException {
        String first = results.getString(before + 5);
        String last = results.getString(before + 6);
        String display = results.getString(before + 7);
        return new FoundContact(
                Tsid.text(id),
                results.getLong(before + 1),
                results.getString(before + 4),
                first,
                last,
                display == null ? joined(first, last) : display,
                results.getString(before + 8),
                results.getString(before + 9),
                results.getString(before + 10),
                results.getString(before + 11),
                instant(results, before + 2),
                instant(results, before + 3),
                Map.of());
    }

    private static @Nullable String joined(@Nullable String first, @Nullable String last) {
        return first == null ? last : last == null ? first : first + " " + last;
    }

    private static Instant instant(ResultSet results, int column) throws SQLException {
        return results.getObject(column, OffsetDateTime.class).toInstant();
    }
}
