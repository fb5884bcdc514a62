package dev.cohort.kernel.query;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import net.ttddyy.dsproxy.proxy.GeneratedKeysUtils;
import net.ttddyy.dsproxy.proxy.ProxyConfig;
import net.ttddyy.dsproxy.proxy.ProxyJdbcObject;
import org.jspecify.annotations.Nullable;

/** A borrowed connection: makes counting statements, counts transactions, and ends its lease when it is returned. */
final class CountingConnection implements InvocationHandler {

    private final Connection target;
    private final Lease lease;
    private final CountingProxies proxies;
    private final ProxyConfig config;

    CountingConnection(Connection target, Lease lease, CountingProxies proxies, ProxyConfig config) {
        this.target = target;
        this.lease = lease;
        this.proxies = proxies;
        this.config = config;
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
            case "getProxyConfig" -> config;
            case "getDataSourceName" -> config.getDataSourceName();
            default -> call(method, args);
        };
    }

    private @Nullable Object statement(Object proxy, Method method, Object @Nullable [] args) throws Throwable {
        Object made = call(method, args);
        var connection = (Connection) proxy;
        if (made instanceof CallableStatement callable && args != null) {
            return proxies.createCallableStatement(callable, (String) args[0], lease, connection, config);
        }
        if (made instanceof PreparedStatement prepared && args != null) {
            boolean keys = GeneratedKeysUtils.isAutoGenerateEnabledParameters(args);
            return proxies.createPreparedStatement(prepared, (String) args[0], lease, connection, config, keys);
        }
        return made instanceof Statement plain ? proxies.createStatement(plain, lease, connection, config) : made;
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
