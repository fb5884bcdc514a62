package dev.cohort.kernel.query;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * A piece of the program that runs as one scope: a handler, a job, a listener, a test.
 *
 * @param kind what it is
 * @param id where it is: {@code ContactSearchController.page}
 * @param name what it is called from outside: {@code GET /api/v1/contacts}; {@code id} where it has no such name
 * @param budget its declaration, or its class's; null without one
 * @param allowed its declared exceptions, and those of its class
 */
public record QueryUnit(
        QueryScope.Kind kind,
        String id,
        String name,
        @Nullable QueryBudget budget,
        List<AllowRepeats> allowed) {

    public QueryUnit {
        allowed = List.copyOf(allowed);
    }

    /** The unit of a method; {@code type} is the class whose method it is, which may inherit it. */
    public static QueryUnit of(QueryScope.Kind kind, Class<?> type, Method method, @Nullable String name) {
        Class<?> declared = ClassUtils.getUserClass(type);
        String id = declared.getSimpleName() + "." + method.getName();
        QueryBudget budget = AnnotatedElementUtils.findMergedAnnotation(method, QueryBudget.class);
        if (budget == null) {
            budget = AnnotatedElementUtils.findMergedAnnotation(declared, QueryBudget.class);
        }
        List<AllowRepeats> allowed = new ArrayList<>(allowedBy(method));
        allowed.addAll(allowedBy(declared));
        return new QueryUnit(kind, id, name == null ? id : name, budget, allowed);
    }

    private static Set<AllowRepeats> allowedBy(AnnotatedElement element) {
        return AnnotatedElementUtils.findMergedRepeatableAnnotations(element, AllowRepeats.class);
    }
}
