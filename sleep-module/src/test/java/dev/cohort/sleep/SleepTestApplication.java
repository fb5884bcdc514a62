package dev.cohort.sleep;

import dev.cohort.kernel.PersonId;
import dev.cohort.kernel.TenantId;
import dev.cohort.kernel.test.TestCallerFilter;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The sleep module alone. Everybody is known, but for those whom a test lets it forget. */
@SpringBootApplication
public class SleepTestApplication {

    @Bean
    TestCallerFilter testCallerFilter() {
        return new TestCallerFilter();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ForgetfulPersons knownPersons() {
        return new ForgetfulPersons();
    }

    /** Knows everybody whom it was not told to forget. */
    public static final class ForgetfulPersons implements KnownPersons {

        private final Set<PersonId> forgotten = ConcurrentHashMap.newKeySet();

        public void forget(PersonId person) {
            forgotten.add(person);
        }

        @Override
        public boolean isKnown(TenantId tenant, PersonId person) {
            return !forgotten.contains(person);
        }

        @Override
        public Optional<String> displayName(TenantId tenant, PersonId person) {
            return isKnown(tenant, person) ? Optional.of("Person " + person) : Optional.empty();
        }
    }
}
