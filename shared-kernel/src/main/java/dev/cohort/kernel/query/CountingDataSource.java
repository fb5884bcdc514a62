package dev.cohort.kernel.query;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * The one place where statements are counted: Hibernate, JdbcClient and plain JDBC all pass here. It unwraps to
 * what it wraps, so that whoever asks for the pool still finds it.
 */
final class CountingDataSource extends DelegatingDataSource {

    private final CountingProxies proxies = new CountingProxies();

    CountingDataSource(DataSource target) {
        super(target);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return counted(super.getConnection());
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return counted(super.getConnection(username, password));
    }

    private Connection counted(Connection connection) {
        var lease = new Lease(QueryScope.current());
        return CountingProxies.proxy(Connection.class, new CountingConnection(connection, lease, proxies));
    }
}
