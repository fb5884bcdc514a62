package dev.cohort.kernel.query;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import net.ttddyy.dsproxy.ConnectionInfo;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.proxy.ProxyConfig;
import net.ttddyy.dsproxy.proxy.ProxyJdbcObject;
import net.ttddyy.dsproxy.proxy.jdk.CallableStatementInvocationHandler;
import net.ttddyy.dsproxy.proxy.jdk.JdkJdbcProxyFactory;
import net.ttddyy.dsproxy.proxy.jdk.PreparedStatementInvocationHandler;
import net.ttddyy.dsproxy.proxy.jdk.StatementInvocationHandler;
import org.jspecify.annotations.Nullable;

/**
 * datasource-proxy's proxies with less in them: its own handlers see batches alone. Every other call goes straight to
 * the driver, executions timed on the way, because datasource-proxy allocates some 300 bytes for each call that it sees
 * and keeps the bound values, which this guard never looks at.
 */
final class CountingProxies extends JdkJdbcProxyFactory implements QueryExecutionListener {

    private final Map<String, Lease> leases = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    Lease lease(@Nullable QueryScope borrower) {
        var lease = new Lease(borrower);
        lease.setConnectionId(Long.toString(last.incrementAndGet()));
        leases.put(lease.getConnectionId(), lease);
        return lease;
    }

    void returned(Lease lease) {
        leases.remove(lease.getConnectionId());
        lease.returned();
    }

    @Override
    public Connection createConnection(Connection connection, ConnectionInfo lease, ProxyConfig config) {
        return proxy(Connection.class, new CountingConnection(connection, (Lease) lease, this, config));
    }

    @Override
    public Statement createStatement(
            Statement statement, ConnectionInfo lease, Connection proxyConnection, ProxyConfig config) {
        Supplier<InvocationHandler> batching =
                () -> new StatementInvocationHandler(statement, lease, proxyConnection, config);
        return proxy(Statement.class, new CountingStatement(statement, null, batching, (Lease) lease));
    }

    @Override
    public PreparedStatement createPreparedStatement(
            PreparedStatement statement,
            String sql,
            ConnectionInfo lease,
            Connection proxyConnection,
            ProxyConfig config,
            boolean generateKey) {
        Supplier<InvocationHandler> batching = () ->
                new PreparedStatementInvocationHandler(statement, sql, lease, proxyConnection, config, generateKey);
        return proxy(PreparedStatement.class, new CountingStatement(statement, sql, batching, (Lease) lease));
    }

    @Override
    public CallableStatement createCallableStatement(
            CallableStatement statement,
            String sql,
            ConnectionInfo lease,
            Connection proxyConnection,
            ProxyConfig config) {
        Supplier<InvocationHandler> batching =
                () -> new CallableStatementInvocationHandler(statement, sql, lease, proxyConnection, config);
        return proxy(CallableStatement.class, new CountingStatement(statement, sql, batching, (Lease) lease));
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        // Counted when it is over, with its time.
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        Lease lease = leases.get(execution.getConnectionId());
        boolean sent = !execution.isBatch() || execution.getBatchSize() > 0;
        if (lease != null && sent) {
            List<String> texts = queries.size() == 1
                    ? List.of(queries.getFirst().getQuery())
                    : queries.stream().map(QueryInfo::getQuery).toList();
            lease.executed(texts, Math.max(1, execution.getBatchSize()), execution.getElapsedTime());
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                CountingProxies.class.getClassLoader(), new Class<?>[] {ProxyJdbcObject.class, type}, handler));
    }
}
