package dev.cohort.contacts.importing;

import dev.cohort.kernel.job.JobKind;
import dev.cohort.kernel.job.JobRun;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The import, one step after the other: what the import itself is compared with. */
@TestConfiguration(proxyBeanMethods = false)
class SerialImport {

    static final String NAME = "contact-import-serial";

    @Bean
    JobKind serial(ImportJob job) {
        return new JobKind() {
            @Override
            public String name() {
                return NAME;
            }

            @Override
            public String role() {
                return job.role();
            }

            @Override
            public void run(JobRun run) throws Exception {
                job.run(withoutOverlap(run));
            }
        };
    }

    private static JobRun withoutOverlap(JobRun run) {
        return (JobRun) Proxy.newProxyInstance(
                JobRun.class.getClassLoader(), new Class<?>[] {JobRun.class}, (proxy, method, arguments) -> {
                    try {
                        if (method.getName().equals("overlap")) {
                            run.step((String) arguments[0], (JobRun.Work) arguments[1]);
                            return null;
                        }
                        return method.invoke(run, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
