package dev.cohort.app.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.InsufficientAuthenticationException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Who may what, in one place for API and pages. How a user proves who they are is {@link SignIn}'s, one for each mode.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(Tenants.class)
class SecurityConfiguration {

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'; object-src 'none'";
    /** The API browser is a library's page: its styles and sprites are inline, its scripts are files. */
    private static final String DOCS_CONTENT_POLICY =
            CONTENT_POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

    private final SignIn signIn;
    private final ProblemWriter problems;

    SecurityConfiguration(SignIn signIn, ProblemWriter problems) {
        this.signIn = signIn;
        this.problems = problems;
    }

    @Bean
    @Order(1)
    SecurityFilterChain apiSecurity(HttpSecurity http) {
        http.securityMatcher("/api/**", "/actuator/**").authorizeHttpRequests(SecurityConfiguration::apiRules);
        common(http, CONTENT_POLICY);
        signIn.api(http, challenge());
        http.requestCache(cache -> cache.disable());
        http.exceptionHandling(handling -> handling.authenticationEntryPoint(challenge())
                .accessDeniedHandler(unlessNobody(
                        challenge(),
                        (request, response, denied) -> problems.write(HttpStatus.FORBIDDEN, request, response))));
        return http.build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain docsSecurity(HttpSecurity http) {
        http.securityMatcher("/docs", "/docs/**", "/swagger-ui/**", "/v3/api-docs", "/v3/api-docs/**")
                .authorizeHttpRequests(rules -> rules.anyRequest().permitAll());
        common(http, DOCS_CONTENT_POLICY);
        return http.build();
    }

    @Bean
    @Order(3)
    SecurityFilterChain pageSecurity(HttpSecurity http) {
        http.authorizeHttpRequests(SecurityConfiguration::pageRules);
        common(http, CONTENT_POLICY);
        http.exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                        challenge(), SecurityConfiguration::isScript)
                .accessDeniedHandler(unlessNobody(
                        (request, response, denied) -> response.sendRedirect("/"), new AccessDeniedHandlerImpl())));
        signIn.pages(http);
        return http.build();
    }

    private void common(HttpSecurity http, String contentPolicy) {
        http.csrf(csrf -> csrf.requireCsrfProtectionMatcher(SecurityConfiguration::needsCsrfToken))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(contentPolicy))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .frameOptions(frames -> frames.deny()))
                .addFilterBefore(new CallerFilter(signIn::caller), AuthorizationFilter.class);
    }

    /**
     * A request that brings its credentials itself cannot be forged; one that lives on a cookie can. A browser that
     * remembers Basic credentials sends them with a forged form too, but then it says that it comes from elsewhere.
     */
    private static boolean needsCsrfToken(HttpServletRequest request) {
        boolean credentials = request.getHeader(HttpHeaders.AUTHORIZATION) != null;
        boolean elsewhere = "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
        return !SAFE.contains(request.getMethod()) && (!credentials || elsewhere);
    }

    /** A browser would ask for Basic credentials in a window of its own; our scripts lead to the sign-in instead. */
    private AuthenticationEntryPoint challenge() {
        return (request, response, failure) -> {
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE, isScript(request) ? "Form realm=\"Cohort\"" : signIn.challenge());
            problems.write(HttpStatus.UNAUTHORIZED, request, response);
        };
    }

    private static boolean isScript(HttpServletRequest request) {
        return "XMLHttpRequest".equals(request.getHeader("X-Requested-With"));
    }

    /**
     * The CSRF filter asks before anybody asks for credentials. When a session ends, its token is gone too, and what
     * its page then sends is not forbidden: nobody is signed in.
     */
    private static AccessDeniedHandler unlessNobody(AuthenticationEntryPoint asks, AccessDeniedHandler refuses) {
        return (request, response, denied) -> {
            boolean nobody = request.getHeader(HttpHeaders.AUTHORIZATION) == null
                    && SecurityContextHolder.getContext().getAuthentication() == null;
            if (nobody) {
                asks.commence(
                        request, response, new InsufficientAuthenticationException("nobody is signed in", denied));
            } else {
                refuses.handle(request, response, denied);
            }
        };
    }

    private static void apiRules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        rules.requestMatchers("/actuator/health/liveness", "/actuator/health/readiness")
                .permitAll()
                .requestMatchers("/actuator/**")
                .hasRole(Role.ADMINISTRATOR.name())
                .requestMatchers("/api/v1/people/**", "/api/v1/sleep/**")
                .hasRole(Role.SLEEP_READER.name())
                .requestMatchers("/api/v1/jobs/**")
                .hasAnyRole(Role.CONTACTS.name(), Role.SLEEP_READER.name())
                .requestMatchers(HttpMethod.GET, "/api/v1/contact-fields/**")
                .hasRole(Role.CONTACTS.name())
                .requestMatchers("/api/v1/contact-fields/**")
                .hasRole(Role.ADMINISTRATOR.name())
                .anyRequest()
                .hasRole(Role.CONTACTS.name());
    }

    private static void pageRules(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
        rules.requestMatchers("/admin/**")
                .hasRole(Role.ADMINISTRATOR.name())
                .requestMatchers("/login", "/error", "/assets/**", "/favicon.ico")
                .permitAll()
                .requestMatchers("/people/**")
                .hasRole(Role.SLEEP_READER.name())
                .anyRequest()
                .hasRole(Role.CONTACTS.name());
    }
}
