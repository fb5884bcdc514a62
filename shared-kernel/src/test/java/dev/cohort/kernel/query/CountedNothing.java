package dev.cohort.kernel.query;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A driver that answers every call at once, with one object of each kind; counted, for tests without a database. */
public final class CountedNothing extends AbstractDataSource {

    private final ResultSet rows = stub(ResultSet.class, Map.of("next", true, "getLong", 7L));
    private final PreparedStatement statement = stub(PreparedStatement.class, Map.of("executeQuery", rows));
    private final Connection connection = stub(Connection.class, Map.of("prepareStatement", statement));

    /** Sends {@code sql} so many times from one place. */
    public static void send(String sql, int times) {
        DataSource counted = new CountingDataSource(new CountedNothing());
        try (Connection borrowed = counted.getConnection()) {
            for (int n = 0; n < times; n++) {
                try (PreparedStatement prepared = borrowed.prepareStatement(sql)) {
                    prepared.executeQuery().next();
                }
            }
        } catch (SQLException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public Connection getConnection(String username, String password) {
        return connection;
    }

    private static <T> T stub(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> answers.get(method.getName())));
    }
}
