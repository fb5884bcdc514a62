package dev.cohort.kernel.test.query;

import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.QueryUnit;
import dev.cohort.kernel.query.budget.Budget;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/**
 * Checks {@code @QueryBudget} and {@link QueryGrowth} on tests, and fails a test in which a handler, job or listener
 * of the application broke its own budget. Registered by itself wherever the kernel's test-jar is on the class path.
 */
public final class QueryBudgetExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, InvocationInterceptor, ParameterResolver {

    private static final ExtensionContext.Namespace OWN = ExtensionContext.Namespace.create(QueryBudgetExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(OWN).computeIfAbsent(UnitRecords.class);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (context.getExecutionMode() == ExecutionMode.CONCURRENT) {
            TestScopes.runConcurrently();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        TestScopes.awaitRequestsWithin(null);
        List<String> alarms = TestScopes.takeAlarms(null);
        if (!alarms.isEmpty()) {
            throw new AssertionError(String.join("\n", alarms) + "\n");
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        measure(invocation, method, context);
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        measure(invocation, method, context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == int.class
                && AnnotationSupport.isAnnotated(parameter.getDeclaringExecutable(), QueryGrowth.class);
    }

    /** A place holder: the sizes are known when the method is run. */
    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return 0;
    }

    private static void measure(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        Method test = method.getExecutable();
        String name = context.getRequiredTestClass().getSimpleName() + "." + test.getName();
        QueryUnit unit = QueryUnit.of(QueryScope.Kind.TEST, context.getRequiredTestClass(), test, null);
        List<String> faults = new ArrayList<>();
        unit.allowed().forEach(allowed -> faults.addAll(QueryBudgetCoverage.faults(name, allowed)));
        if (!faults.isEmpty()) {
            throw new AssertionError(String.join("\n", faults));
        }
        QueryGrowth growth = test.getAnnotation(QueryGrowth.class);
        if (growth != null) {
            invocation.skip();
            measurement(name, growth, unit, context)
                    .measure((page, table) ->
                            call(test, context.getRequiredTestInstance(), method.getArguments(), page, table))
                    .check();
        } else {
            budget(invocation, unit, context);
        }
    }

    private static void budget(Invocation<Void> invocation, QueryUnit unit, ExtensionContext context) throws Throwable {
        Budget budget = Budget.of(unit);
        if (budget == null) {
            invocation.proceed();
            return;
        }
        SessionOfTest session = SessionOfTest.of(context);
        session.flushAndClear();
        QueryScope scope = TestScopes.open(unit.name());
        scope.runs(unit);
        List<QueryUnit> units;
        try (var ignored = scope.bind()) {
            invocation.proceed();
            session.flush();
        } finally {
            units = TestScopes.close(scope);
        }
        check(budget, unit, new CapturedQueries(scope, units));
    }

    private static void check(Budget budget, QueryUnit unit, CapturedQueries captured) {
        if (captured.statements() == 0 && !budget.forbidsStatements()) {
            throw new AssertionError("Query budget of " + unit.id() + ": no statement was captured. The test ran"
                    + " without the database, or over a DataSource that nobody counts; if it needs none, declare"
                    + " statements = 0.");
        }
        List<String> differences = budget.differences(captured.counts(), captured.uses());
        if (!differences.isEmpty()) {
            throw new AssertionError(
                    "Query budget missed: " + unit.id() + "\n  " + String.join("\n  ", differences) + "\n" + captured);
        }
    }

    private static GrowthMeasurement measurement(
            String name, QueryGrowth growth, QueryUnit unit, ExtensionContext context) {
        var measurement = GrowthMeasurement.of(name)
                .scales(growth.scales())
                .tableSizes(growth.tableSizes())
                .statements(growth.statements())
                .rows(growth.rows())
                .rowsPerElement(growth.rowsPerElement())
                .offset(growth.offset())
                .allowing(unit.allowed())
                .session(SessionOfTest.of(context));
        Object test = context.getRequiredTestInstance();
        for (var marker : List.of(Populate.class, WarmUp.class)) {
            for (Method step :
                    AnnotationSupport.findAnnotatedMethods(test.getClass(), marker, HierarchyTraversalMode.TOP_DOWN)) {
                measurement.populate(
                        (page, table) -> call(step, test, new Object[step.getParameterCount()], page, table));
            }
        }
        return measurement;
    }

    /** The first two {@code int} parameters are the page's and the table's size; others keep what was resolved. */
    private static void call(Method method, Object test, List<Object> resolved, int page, int table) throws Exception {
        call(method, test, resolved.toArray(), page, table);
    }

    private static void call(Method method, Object test, Object[] resolved, int page, int table) throws Exception {
        Object[] arguments = resolved.clone();
        int sizes = 0;
        for (int at = 0; at < arguments.length; at++) {
            if (method.getParameterTypes()[at] == int.class) {
                arguments[at] = sizes == 0 ? page : table;
                sizes++;
            }
        }
        method.setAccessible(true);
        try {
            method.invoke(test, arguments);
        } catch (InvocationTargetException failure) {
            throw QueryBudgets.<RuntimeException>asItIs(failure.getCause());
        }
    }
}
