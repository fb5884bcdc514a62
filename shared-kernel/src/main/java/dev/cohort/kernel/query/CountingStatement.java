package dev.cohort.kernel.query;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement: executions and batches go through datasource-proxy's handler, which times and reports them; results
 * count the rows that are read from them.
 */
final class CountingStatement implements InvocationHandler {

    private final Statement target;
    private final @Nullable String prepared;
    private final InvocationHandler reporting;
    private final Lease lease;
    private @Nullable CountingRows result;
    private @Nullable String executed;

    /** {@code prepared} is the text of a prepared statement; {@code reporting} is datasource-proxy's handler. */
    CountingStatement(Statement target, @Nullable String prepared, InvocationHandler reporting, Lease lease) {
        this.target = target;
        this.prepared = prepared;
        this.executed = prepared;
        this.reporting = reporting;
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
                    "getDataSourceName" -> reporting.invoke(proxy, method, args);
            default -> call(method, args);
        };
    }

    private @Nullable Object execute(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        flushRows();
        if (prepared == null && args != null) {
            executed = (String) args[0];
        }
        return counted(proxy, reporting.invoke(proxy, method, args));
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
