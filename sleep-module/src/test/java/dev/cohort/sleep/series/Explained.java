package dev.cohort.sleep.series;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Counts statements, and has each explained before it runs to count the buffers that it reads. For reads alone. */
final class Explained extends DelegatingDataSource {

    private static final JsonMapper JSON = new JsonMapper();

    private long statements;
    private long buffers;

    Explained(DataSource target) {
        super(target);
    }

    long statements() {
        return statements;
    }

    /** Buffers of PostgreSQL, 8 KiB each, found in memory or not. */
    long buffers() {
        return buffers;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return proxy(Connection.class, (self, method, arguments) -> {
            Object result = call(connection, method, arguments);
            return method.getName().equals("prepareStatement")
                    ? explaining(connection, (String) arguments[0], (PreparedStatement) result)
                    : result;
        });
    }

    private PreparedStatement explaining(Connection connection, String sql, PreparedStatement statement) {
        List<Object[]> bound = new ArrayList<>();
        List<Method> setters = new ArrayList<>();
        return proxy(PreparedStatement.class, (self, method, arguments) -> {
            if (method.getName().startsWith("set") && arguments.length > 1) {
                setters.add(method);
                bound.add(arguments);
            } else if (method.getName().startsWith("execute")) {
                explain(connection, sql, setters, bound);
            }
            return call(statement, method, arguments);
        });
    }

    private void explain(Connection connection, String sql, List<Method> setters, List<Object[]> bound)
            throws Throwable {
        try (var explain = connection.prepareStatement("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) " + sql)) {
            for (int i = 0; i < setters.size(); i++) {
                call(explain, setters.get(i), bound.get(i));
            }
            try (ResultSet row = explain.executeQuery()) {
                row.next();
                JsonNode plan = JSON.readTree(row.getString(1)).at("/0/Plan");
                statements++;
                buffers += plan.get("Shared Hit Blocks").asLong()
                        + plan.get("Shared Read Blocks").asLong();
            }
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failure) {
            throw failure.getCause();
        }
    }
}
