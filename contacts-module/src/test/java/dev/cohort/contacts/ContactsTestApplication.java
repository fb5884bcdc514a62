package dev.cohort.contacts;

import dev.cohort.kernel.test.TestCallerFilter;
import jakarta.servlet.Filter;
import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The contacts module alone; every request is signed in as its headers say. */
@SpringBootApplication
public class ContactsTestApplication {

    @Bean
    Filter signIn() {
        return new TestCallerFilter();
    }

    @Bean
    Clock clock() {
        return new TestClock();
    }
}
