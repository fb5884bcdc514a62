package dev.cohort.kernel.query;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A statement: executions are timed and reported here, batches by datasource-proxy's handler, which is made for the
 * first of them, because it costs more than all else; results count the rows that are read from them.
 */
final class CountingStatement implements InvocationHandler {

    private final Statement target;
    private final @Nullable String prepared;
    private final Supplier<InvocationHandler> batching;
    private final Lease lease;
    private @Nullable InvocationHandler reporting;
    private @Nullable CountingRows result;
    private @Nullable String executed;

    /** {@code prepared} is the text of a prepared statement; {@code batching} makes datasource-proxy's handler. */
    CountingStatement(Statement target, @Nullable String prepared, Supplier<InvocationHandler> batching, Lease lease) {
        this.target = target;
        this.prepared = prepared;
        this.executed = prepared;
        this.batching = batching;
        this.lease = lease;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        return switch (method.getName()) {
            case "executeQuery", "execute", "executeUpdate", "executeLargeUpdate" -> execute(proxy, method, args);
            case "getResultSet" -> counted(proxy, call(method, args));
            case "close" -> close(method);
            case "executeBatch",
                    "executeLargeBatch",
                    "addBatch",
                    "clearBatch",
                    "getConnection",
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
            lease.executed(List.of(String.valueOf(executed)), 1, System.nanoTime() - start);
        }
        return counted(proxy, result);
    }

    private InvocationHandler reporting() {
        InvocationHandler known = reporting;
        if (known == null) {
            known = batching.get();
            reporting = known;
        }
        return known;
    }

    private @Nullable Object counted(Object proxy, @Nullable Object result) {
        if (!(result instanceof ResultSet rows)) {
            return result;
        }
        flushRows();
        var counting = new CountingRows(rows, (Statement) proxy, String.valueOf(executed), lease.payer());
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
