package dev.cohort.kernel;

import org.jspecify.annotations.Nullable;

/**
 * The tenant for which this request or job works. Only the connection binder reads it, for row-level
 * security; every repository and query method besides takes its tenant as a parameter.
 *
 * <p>The binding is a {@link ScopedValue}: it ends with the block and is not inherited by threads of an
 * executor. Work handed to another thread (a streamed response, a job) opens its own scope there.
 */
public final class TenantScope {

    private static final ScopedValue<TenantId> CURRENT = ScopedValue.newInstance();

    private TenantScope() {}

    public static @Nullable TenantId current() {
        return CURRENT.isBound() ? CURRENT.get() : null;
    }

    /**
     * Runs {@code work} for {@code tenant}.
     *
     * @throws IllegalStateException if another tenant's scope is open: a transaction that is under way
     *     would keep that tenant's connection
     */
    public static <R, X extends Throwable> R call(TenantId tenant, ScopedValue.CallableOp<R, X> work) throws X {
        TenantId outer = current();
        if (outer != null && !outer.equals(tenant)) {
            throw new IllegalStateException("a scope of tenant " + outer.value() + " is open");
        }
        return ScopedValue.where(CURRENT, tenant).call(work);
    }

    /** As {@link #call}, for work without a result. */
    public static void run(TenantId tenant, Runnable work) {
        call(tenant, () -> {
            work.run();
            return true;
        });
    }
}
