package dev.cohort.kernel.test.query;

import dev.cohort.kernel.query.AllowRepeats;
import dev.cohort.kernel.query.QueryBudget;
import dev.cohort.kernel.query.QueryScope;
import dev.cohort.kernel.query.QueryUnit;
import dev.cohort.kernel.query.budget.UnitMethods;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.AutoConfigurationPackages;
import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Whether every handler, job, scheduled method and listener of an application has a budget and was run by a test. The
 * test that asks is annotated {@code @Order(Integer.MAX_VALUE)}, so that it runs after the others of its JVM.
 *
 * <pre>{@code
 * class Example {
 *     void check(org.springframework.context.ApplicationContext context) {
 *         QueryBudgetCoverage.of(context)
 *                 .andTestsOf(Path.of("../contacts-module"))
 *                 .lockedBy(QueryBudgetLock.at(Path.of(QueryBudgetLock.NAME)))
 *                 .check();
 *     }
 * }
 * }</pre>
 */
public final class QueryBudgetCoverage {

    /** A unit, and all names by which it is called. */
    private record Declared(QueryUnit unit, Set<String> names) {}

    private final ApplicationContext context;
    private List<String> packages;
    private final List<Path> folders = new ArrayList<>();
    private QueryBudgetLock lock;

    private QueryBudgetCoverage(ApplicationContext context) {
        this.context = context;
        this.packages = AutoConfigurationPackages.get(context);
    }

    /** Looks at the application's own beans: those of its packages, not the frameworks'. */
    public static QueryBudgetCoverage of(ApplicationContext context) {
        return new QueryBudgetCoverage(context);
    }

    /** Looks at these packages instead, and at those in them. */
    public QueryBudgetCoverage in(String... names) {
        packages = List.of(names);
        return this;
    }

    /** Counts what the tests of another module have run in this build too. */
    public QueryBudgetCoverage andTestsOf(Path module) {
        folders.add(module.resolve("target/query-budgets"));
        return this;
    }

    public QueryBudgetCoverage lockedBy(QueryBudgetLock file) {
        this.lock = file;
        return this;
    }

    /** @throws AssertionError that names each unit without a budget or a test, and each difference from the lock */
    public void check() {
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            throw new AssertionError("Query budgets are not complete:\n  " + String.join("\n  ", faults)
                    + "\nCounted is what the tests of this build have run, and the last tests of the other modules. If"
                    + " you ran only some of them, run all.\n");
        }
    }

    /** All faults, a line each; empty if all is well. */
    public List<String> faults() {
        var records = UnitRecords.with(folders);
        List<String> faults = new ArrayList<>();
        List<UnitRecord> own = new ArrayList<>();
        Set<String> growing = new TreeSet<>();
        for (Declared declared : declared()) {
            List<UnitRecord> runs = records.values().stream()
                    .filter(record -> record.id().equals(declared.unit.id()))
                    .filter(record -> declared.names.contains(record.name()))
                    .toList();
            own.addAll(runs);
            if (grows(declared.unit.budget())) {
                growing.addAll(declared.names);
            }
            faults.addAll(faults(declared.unit, runs));
        }
        if (lock != null) {
            List<String> differences = lock.differences(own, growing);
            if (!differences.isEmpty()) {
                faults.add(QueryBudgetLock.NAME + " says otherwise. If that is as it should be, write it anew with"
                        + " -Dcohort.query-budgets.lock=write and have the difference reviewed:");
                differences.forEach(difference -> faults.add("  " + difference));
            }
        }
        return faults;
    }

    private static boolean grows(QueryBudget budget) {
        return budget != null && (budget.per() == QueryBudget.Per.TRANSACTION || budget.statements() < 0);
    }

    private static List<String> faults(QueryUnit unit, List<UnitRecord> runs) {
        String who = unit.id().equals(unit.name()) ? unit.id() : unit.id() + ", " + unit.name();
        List<String> faults = new ArrayList<>();
        if (unit.budget() == null) {
            faults.add(who + ": no @QueryBudget. Declare what it may send, 0 if nothing");
        }
        if (runs.isEmpty()) {
            faults.add(who + ": no test runs it");
        } else if (unit.budget() != null) {
            faults.addAll(faultsOfRuns(
                    who,
                    unit.budget(),
                    runs.stream().mapToInt(UnitRecord::statements).max().orElse(0)));
        }
        for (AllowRepeats allowed : unit.allowed()) {
            faults.addAll(faults(who, allowed));
        }
        return faults;
    }

    private static List<String> faultsOfRuns(String who, QueryBudget budget, int most) {
        if (most == 0 && budget.statements() != 0) {
            return List.of(who + ": no test made it send a statement, and its budget does not say statements = 0");
        }
        boolean differs = budget.exact() && budget.per() == QueryBudget.Per.RUN && budget.statements() > most;
        return differs
                ? List.of(who + ": at most " + most + " statements were seen, exactly " + budget.statements()
                        + " are declared")
                : List.of();
    }

    /** What is wrong with an exception itself. */
    static List<String> faults(String who, AllowRepeats allowed) {
        List<String> faults = new ArrayList<>();
        if (allowed.reason().isBlank()) {
            faults.add(who + ": @AllowRepeats of \"" + allowed.shape() + "\" gives no reason");
        }
        if (LocalDate.parse(allowed.until()).isBefore(LocalDate.now(ZoneOffset.UTC))) {
            faults.add(who + ": @AllowRepeats of \"" + allowed.shape() + "\" ended on " + allowed.until() + " ("
                    + allowed.reason() + ")");
        }
        return faults;
    }

    private List<Declared> declared() {
        List<Declared> found = new ArrayList<>();
        for (RequestMappingHandlerMapping mapping :
                context.getBeansOfType(RequestMappingHandlerMapping.class).values()) {
            mapping.getHandlerMethods().forEach((info, handler) -> {
                if (isOwn(handler.getBeanType())) {
                    found.add(declared(info, handler));
                }
            });
        }
        for (String name : context.getBeanDefinitionNames()) {
            Class<?> type = context.getType(name, false);
            if (type != null && isOwn(type)) {
                UnitMethods.of(type).values().forEach(unit -> found.add(new Declared(unit, Set.of(unit.name()))));
            }
        }
        return found;
    }

    private static Declared declared(RequestMappingInfo info, HandlerMethod handler) {
        Set<String> verbs = info.getMethodsCondition().getMethods().stream()
                .map(Enum::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (verbs.isEmpty()) {
            verbs.addAll(Arrays.asList("GET", "POST", "PUT", "PATCH", "DELETE"));
        }
        Set<String> names = new TreeSet<>();
        for (String verb : verbs) {
            info.getPatternValues().forEach(pattern -> names.add(verb + " " + pattern));
        }
        String name = names.iterator().next();
        return new Declared(
                QueryUnit.of(QueryScope.Kind.REQUEST, handler.getBeanType(), handler.getMethod(), name), names);
    }

    private boolean isOwn(Class<?> type) {
        String name = ClassUtils.getUserClass(type).getName();
        return packages.stream().anyMatch(one -> name.startsWith(one + "."));
    }
}
