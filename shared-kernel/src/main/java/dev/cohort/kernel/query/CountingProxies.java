package dev.cohort.kernel.query;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import net.ttddyy.dsproxy.ConnectionInfo;
import net.ttddyy.dsproxy.ExecutionInfo;
import net.ttddyy.dsproxy.QueryInfo;
import net.ttddyy.dsproxy.listener.QueryExecutionListener;
import net.ttddyy.dsproxy.proxy.NanoTimeStopwatchFactory;
import net.ttddyy.dsproxy.proxy.ProxyConfig;
import net.ttddyy.dsproxy.proxy.ProxyJdbcObject;

/**
 * datasource-proxy with less in it: its own handlers see batches alone. Every other call goes straight to the driver,
 * executions timed on the way, because datasource-proxy allocates some 300 bytes for each call that it sees and keeps
 * the bound values, which this guard never looks at.
 */
final class CountingProxies implements QueryExecutionListener {

    private final Map<String, Lease> batching = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();
    private final ProxyConfig config = ProxyConfig.Builder.create()
            .queryListener(this)
            .stopwatchFactory(new NanoTimeStopwatchFactory())
            .build();

    /** What datasource-proxy's handlers are made with. */
    ProxyConfig config() {
        return config;
    }

    /** From now on batches are charged to the lease: datasource-proxy tells of each by the id of its connection. */
    ConnectionInfo batching(Lease lease) {
        ConnectionInfo known = lease.batching();
        if (known == null) {
            known = new ConnectionInfo();
            known.setConnectionId(Long.toString(last.incrementAndGet()));
            lease.batchesAs(known);
            batching.put(known.getConnectionId(), lease);
        }
        return known;
    }

    void returned(Lease lease) {
        ConnectionInfo known = lease.batching();
        if (known != null) {
            batching.remove(known.getConnectionId());
        }
        lease.returned();
    }

    @Override
    public void beforeQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        // Counted when it is over, with its time.
    }

    @Override
    public void afterQuery(ExecutionInfo execution, List<QueryInfo> queries) {
        Lease lease = batching.get(execution.getConnectionId());
        boolean sent = !execution.isBatch() || execution.getBatchSize() > 0;
        if (lease != null && sent) {
            List<String> texts = queries.size() == 1
                    ? List.of(queries.getFirst().getQuery())
                    : queries.stream().map(QueryInfo::getQuery).toList();
            lease.executed(texts, Math.max(1, execution.getBatchSize()), execution.getElapsedTime());
        }
    }

    static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(
                CountingProxies.class.getClassLoader(), new Class<?>[] {ProxyJdbcObject.class, type}, handler));
    }
}
