package dev.cohort.kernel.query;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.ResultSet;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Counts the rows that are read from a result, and reports them when it is exhausted or closed. */
final class CountingRows implements InvocationHandler {

    private final ResultSet target;
    private final Statement statement;
    private final String sql;
    private final @Nullable QueryScope payer;
    private long unreported;

    CountingRows(ResultSet target, Statement statement, String sql, @Nullable QueryScope payer) {
        this.target = target;
        this.statement = statement;
        this.sql = sql;
        this.payer = payer;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        try {
            return switch (method.getName()) {
                case "next" -> next();
                case "close" -> {
                    report();
                    yield method.invoke(target, args);
                }
                case "getStatement" -> statement;
                case "equals" -> args != null && isSame(args[0]);
                default -> method.invoke(target, args);
            };
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }

    void report() {
        if (unreported > 0) {
            Shape shape = Shapes.of(sql).shape();
            for (QueryScope scope = payer; scope != null; scope = scope.parent()) {
                scope.read(shape, unreported);
            }
            unreported = 0;
        }
    }

    private boolean isSame(@Nullable Object other) {
        return other != null
                && Proxy.isProxyClass(other.getClass())
                && Proxy.getInvocationHandler(other) instanceof CountingRows rows
                && target.equals(rows.target);
    }

    private boolean next() throws Exception {
        boolean there = target.next();
        if (there) {
            unreported++;
        } else {
            report();
        }
        return there;
    }
}
