package dev.cohort.kernel.query;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.copy.CopyManager;
import org.postgresql.jdbc.PgConnection;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;

/**
 * COPY … FROM STDIN over a connection of the {@link DataSource}, in the current transaction if there is one. The
 * only user of the driver's {@link CopyManager}, because COPY does not pass JDBC's statements: this reports each
 * as one statement and one round trip. Memory is bounded by one chunk, whatever the number of rows.
 */
public final class CopyWriter {

    /** Writes rows. */
    @FunctionalInterface
    public interface Rows {
        void writeTo(CopyRows rows) throws IOException;
    }

    private final DataSource dataSource;

    public CopyWriter(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /**
     * Sends {@code data} in the format that {@code sql} names.
     *
     * @param sql {@code COPY table (columns) FROM STDIN …}
     * @return the rows stored
     * @throws org.springframework.dao.DataAccessException if the database refuses; nothing of this COPY is stored then
     */
    public long copy(String sql, InputStream data) {
        return onConnection(sql, copies -> copies.copyIn(sql, data));
    }

    /**
     * As {@link #copy(String, InputStream)} for rows in COPY's text format, so {@code sql} has no FORMAT. If
     * {@code rows} throws, the COPY is cancelled and nothing of it is stored.
     */
    public long copy(String sql, Rows rows) {
        return onConnection(sql, copies -> {
            var copy = copies.copyIn(sql);
            try {
                var sink = new CopyRows(copy);
                rows.writeTo(sink);
                sink.flush();
                return copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        });
    }

    private long onConnection(String sql, Copying work) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            long start = System.nanoTime();
            try {
                return work.run(connection.unwrap(PgConnection.class).getCopyAPI());
            } finally {
                if (connection.isWrapperFor(Lease.class)) {
                    connection.unwrap(Lease.class).executed(sql, System.nanoTime() - start);
                }
            }
        } catch (SQLException refused) {
            throw new SQLExceptionSubclassTranslator().translate("COPY", sql, refused);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    @FunctionalInterface
    private interface Copying {
        long run(CopyManager copies) throws SQLException, IOException;
    }
}
