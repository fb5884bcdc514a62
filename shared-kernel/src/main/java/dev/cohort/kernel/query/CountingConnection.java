package dev.cohort.kernel.query;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import net.ttddyy.dsproxy.ConnectionInfo;
import net.ttddyy.dsproxy.proxy.GeneratedKeysUtils;
import net.ttddyy.dsproxy.proxy.ProxyConfig;
import net.ttddyy.dsproxy.proxy.ProxyJdbcObject;
import net.ttddyy.dsproxy.proxy.jdk.CallableStatementInvocationHandler;
import net.ttddyy.dsproxy.proxy.jdk.PreparedStatementInvocationHandler;
import net.ttddyy.dsproxy.proxy.jdk.StatementInvocationHandler;
import org.jspecify.annotations.Nullable;

/** A borrowed connection: makes counting statements, counts transactions, and ends its lease when it is returned. */
final class CountingConnection implements InvocationHandler {

    private final Connection target;
    private final Lease lease;
    private final CountingProxies proxies;

    CountingConnection(Connection target, Lease lease, CountingProxies proxies) {
        this.target = target;
        this.lease = lease;
        this.proxies = proxies;
    }

    Lease lease() {
        return lease;
    }

    /**
     * datasource-proxy's handler of a statement, for batches; {@code prepared} is the text of a prepared one, and
     * {@code self} the connection that made it, as the program sees it.
     */
    InvocationHandler batching(Statement statement, @Nullable String prepared, Connection self, boolean keys) {
        ProxyConfig config = proxies.config();
        ConnectionInfo known = proxies.batching(lease);
        if (statement instanceof CallableStatement callable && prepared != null) {
            return new CallableStatementInvocationHandler(callable, prepared, known, self, config);
        }
        return statement instanceof PreparedStatement one && prepared != null
                ? new PreparedStatementInvocationHandler(one, prepared, known, self, config, keys)
                : new StatementInvocationHandler(statement, known, self, config);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        return switch (method.getName()) {
            case "prepareStatement", "createStatement", "prepareCall" -> statement(proxy, method, args);
            case "commit" -> endTransaction(method, args);
            case "rollback" -> args == null ? endTransaction(method, args) : call(method, args);
            case "close" -> close(method);
            case "unwrap", "isWrapperFor" -> wraps(method, args);
            case "equals" -> isSame(args);
            case "getTarget" -> target;
            case "getProxyConfig" -> proxies.config();
            case "getDataSourceName" -> proxies.config().getDataSourceName();
            default -> call(method, args);
        };
    }

    private @Nullable Object statement(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        Object made = call(method, args);
        var self = (Connection) proxy;
        if (made instanceof PreparedStatement prepared && args != null) {
            boolean keys = GeneratedKeysUtils.isAutoGenerateEnabledParameters(args);
            var counting = new CountingStatement(prepared, (String) args[0], this, self, keys);
            return made instanceof CallableStatement
                    ? CountingProxies.proxy(CallableStatement.class, counting)
                    : CountingProxies.proxy(PreparedStatement.class, counting);
        }
        return made instanceof Statement plain
                ? CountingProxies.proxy(Statement.class, new CountingStatement(plain, null, this, self, false))
                : made;
    }

    private @Nullable Object endTransaction(Method method, Object @Nullable [] args) throws Throwable {
        long start = System.nanoTime();
        try {
            return call(method, args);
        } finally {
            lease.endedTransaction(System.nanoTime() - start);
        }
    }

    private @Nullable Object close(Method method) throws Throwable {
        try {
            return call(method, null);
        } finally {
            proxies.returned(lease);
        }
    }

    private @Nullable Object wraps(Method method, Object @Nullable [] args) throws Throwable {
        if (args != null && args[0] == Lease.class) {
            Object isWrapper = true;
            return method.getName().equals("unwrap") ? lease : isWrapper;
        }
        return call(method, args);
    }

    /** Proxies of the same connection are equal, as datasource-proxy's are. */
    private boolean isSame(Object @Nullable [] args) {
        Object other = args == null ? null : args[0];
        return target.equals(other instanceof ProxyJdbcObject wrapped ? wrapped.getTarget() : other);
    }

    private @Nullable Object call(Method method, Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException failure) {
            throw failure.getCause() == null ? failure : failure.getCause();
        }
    }
}
