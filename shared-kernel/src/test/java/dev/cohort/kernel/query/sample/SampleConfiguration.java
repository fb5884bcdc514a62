package dev.cohort.kernel.query.sample;

import dev.cohort.kernel.test.TestCallerFilter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Signs every request in, but for those that say {@code ?anonymous}. */
@Configuration(proxyBeanMethods = false)
class SampleConfiguration {

    @Bean
    MeterRegistry meters() {
        return new SimpleMeterRegistry();
    }

    @Bean
    Filter signIn() {
        var signedIn = new TestCallerFilter();
        return (request, response, chain) -> {
            if ("anonymous".equals(((HttpServletRequest) request).getQueryString())) {
                chain.doFilter(request, response);
            } else {
                signedIn.doFilter(request, response, chain);
            }
        };
    }
}
