package dev.cohort.kernel.query;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement: executions are timed and reported here, batches by datasource-proxy's handler, which is made for the
 * first of them, because it costs more than all else; results count the rows that are read from them.
 */
final class CountingStatement implements InvocationHandler {

    private final Statement target;
    private final @Nullable String prepared;
    private final CountingConnection maker;
    private final Connection connection;
    private final boolean keys;
    private @Nullable InvocationHandler reporting;
    private @Nullable CountingRows result;
    private @Nullable String executed;

    /**
     * {@code prepared} is the text of a prepared statement, {@code connection} the proxy of its {@code maker}, and
     * {@code keys} says whether generated keys were asked for.
     */
    CountingStatement(
            Statement target,
            @Nullable String prepared,
            CountingConnection maker,
            Connection connection,
            boolean keys) {
        this.target = target;
        this.prepared = prepared;
        this.executed = prepared;
        this.maker = maker;
        this.connection = connection;
        this.keys = keys;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        return switch (method.getName()) {
            case "executeQuery", "execute", "executeUpdate", "executeLargeUpdate" -> execute(proxy, method, args);
            case "getResultSet" -> counted(proxy, call(method, args));
            case "getConnection" -> connection;
            case "close" -> close(method);
            case "executeBatch",
                    "executeLargeBatch",
                    "addBatch",
                    "clearBatch",
                    "unwrap",
                    "isWrapperFor",
                    "equals",
                    "getTarget",
                    "getProxyConfig",
                    "getDataSourceName" -> reporting().invoke(proxy, method, args);
            default -> call(method, args);
        };
    }

    private @Nullable Object execute(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        flushRows();
        if (prepared == null && args != null) {
            executed = (String) args[0];
        }
        long start = System.nanoTime();
        Object result;
        try {
            result = call(method, args);
        } finally {
            maker.lease().executed(String.valueOf(executed), System.nanoTime() - start);
        }
        return counted(proxy, result);
    }

    private InvocationHandler reporting() {
        InvocationHandler known = reporting;
        if (known == null) {
            known = maker.batching(target, prepared, connection, keys);
            reporting = known;
        }
        return known;
    }

    private @Nullable Object counted(Object proxy, @Nullable Object result) {
        if (!(result instanceof ResultSet rows)) {
            return result;
        }
        flushRows();
        var counting = new CountingRows(
                rows, (Statement) proxy, String.valueOf(executed), maker.lease().payer());
        this.result = counting;
        return Proxy.newProxyInstance(
                CountingStatement.class.getClassLoader(), new Class<?>[] {ResultSet.class}, counting);
    }

    private @Nullable Object close(Method method) throws Throwable {
        flushRows();
        return call(method, null);
    }

    private void flushRows() {
        CountingRows open = result;
        if (open != null) {
            open.report();
            result = null;
        }
    }

    private @Nullable Object call(Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }
}
