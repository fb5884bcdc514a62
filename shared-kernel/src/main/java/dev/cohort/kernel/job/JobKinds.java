package dev.cohort.kernel.job;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;

/** The kinds that this application knows, looked up late: a kind may depend on anything, on {@link Jobs} too. */
final class JobKinds {

    private final ObjectProvider<JobKind> beans;

    JobKinds(ObjectProvider<JobKind> beans) {
        this.beans = beans;
    }

    JobKind named(String name) {
        JobKind kind = byName().get(name);
        if (kind == null) {
            throw new IllegalArgumentException("no job kind is named " + name);
        }
        return kind;
    }

    Map<String, JobKind> byName() {
        return beans.stream().collect(Collectors.toMap(JobKind::name, Function.identity()));
    }
}
