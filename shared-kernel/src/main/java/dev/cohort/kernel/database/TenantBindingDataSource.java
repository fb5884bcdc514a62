package dev.cohort.kernel.database;

import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.TenantScope;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Binds each connection that is borrowed to the tenant of the current {@link TenantScope}, or to none.
 * Row-level security reads that binding; without one it shows no row.
 *
 * <p>Statements: one {@code set_config} when the connection last served another tenant, none otherwise, so a
 * warm page pays no round trip for it (ADR 0002). It runs in autocommit, before any transaction, so a rollback
 * cannot bring an older tenant back.
 */
final class TenantBindingDataSource extends DelegatingDataSource {

    private static final String BIND = "SELECT set_config('cohort.tenant', ?, false)";
    private static final String NONE = "";

    /** What each physical connection is bound to; a connection that is not listed is bound to nothing known. */
    private final Map<Connection, String> bound = Collections.synchronizedMap(new WeakHashMap<>());

    TenantBindingDataSource(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return bind(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return bind(super.getConnection(username, password));
    }

    private Connection bind(Connection connection) throws SQLException {
        try {
            Connection physical = connection.unwrap(PgConnection.class);
            String wanted = name(TenantScope.current());
            if (!wanted.equals(bound.get(physical))) {
                bound.remove(physical);
                try (PreparedStatement statement = connection.prepareStatement(BIND)) {
                    statement.setString(1, wanted);
                    statement.execute();
                }
                bound.put(physical, wanted);
            }
            return connection;
        } catch (SQLException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    private static String name(@Nullable TenantId tenant) {
        return tenant == null ? NONE : Long.toString(tenant.value());
    }
}
