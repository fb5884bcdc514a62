package dev.cohort.kernel.query.budget;

import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.QueryUnit;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.Schedules;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;

/**
 * Which methods of a bean are units of their own: event listeners, scheduled methods, the {@code run} of a job kind,
 * and any other method that carries a {@link QueryBudget}. Handlers of controllers are found by their mapping instead.
 */
public final class UnitMethods {

    private static final String JOB_KIND = "dev.cohort.kernel.job.JobKind";
    private static final Map<Class<?>, Map<Method, QueryUnit>> KNOWN = new ConcurrentHashMap<>();

    private UnitMethods() {}

    /** The units of a bean of this type, by method; empty for most. */
    public static Map<Method, QueryUnit> of(Class<?> beanType) {
        return KNOWN.computeIfAbsent(ClassUtils.getUserClass(beanType), UnitMethods::find);
    }

    private static Map<Method, QueryUnit> find(Class<?> type) {
        boolean foreign = type.getName().startsWith("org.springframework.")
                || type.getName().startsWith("java.");
        if (foreign || AnnotatedElementUtils.hasAnnotation(type, Controller.class)) {
            return Map.of();
        }
        boolean isJob = isJobKind(type);
        return MethodIntrospector.selectMethods(
                type, (MethodIntrospector.MetadataLookup<QueryUnit>) method -> unit(type, method, isJob));
    }

    private static @Nullable QueryUnit unit(Class<?> type, Method method, boolean isJob) {
        if (method.isBridge() || method.isSynthetic()) {
            return null;
        }
        if (AnnotatedElementUtils.hasAnnotation(method, EventListener.class)) {
            return QueryUnit.of(QueryScope.Kind.LISTENER, type, method, null);
        }
        boolean scheduled = AnnotatedElementUtils.hasAnnotation(method, Scheduled.class)
                || AnnotatedElementUtils.hasAnnotation(method, Schedules.class);
        boolean runsJob = isJob && method.getName().equals("run");
        boolean declares = AnnotatedElementUtils.hasAnnotation(method, QueryBudget.class);
        return scheduled || runsJob || declares ? QueryUnit.of(QueryScope.Kind.JOB, type, method, null) : null;
    }

    private static boolean isJobKind(Class<?> type) {
        return ClassUtils.getAllInterfacesForClassAsSet(type).stream()
                .anyMatch(one -> one.getName().equals(JOB_KIND));
    }
}
