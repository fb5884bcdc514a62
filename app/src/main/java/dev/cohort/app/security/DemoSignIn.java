package dev.cohort.app.security;

import dev.cohort.kernel.Caller;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;

/**
 * Demo mode's three users, whose passwords are their names: HTTP Basic for the API, a form for the pages. The
 * passwords are public, so they are compared and not hashed; demo mode answers on loopback alone.
 */
@Component
@ConditionalOnProperty(name = "cohort.mode", havingValue = "demo", matchIfMissing = true)
class DemoSignIn implements SignIn {

    private record DemoUser(String tenant, Role role) {}

    private static final Map<String, DemoUser> USERS = Map.of(
            "alice", new DemoUser("acme", Role.ADMINISTRATOR),
            "bob", new DemoUser("acme", Role.CONTACTS),
            "gina", new DemoUser("globex", Role.ADMINISTRATOR));

    private final Tenants tenants;

    DemoSignIn(Tenants tenants) {
        this.tenants = tenants;
    }

    /**
     * A plain look-up and no user store: a store would have each password hashed anew at its first use, and from then
     * on a hash would dominate every request.
     */
    @Bean
    static UserDetailsService demoUsers() {
        return name -> {
            DemoUser user = USERS.get(name);
            if (user == null) {
                throw new UsernameNotFoundException("no such demo user");
            }
            return User.withUsername(name)
                    .password("{noop}" + name)
                    .authorities(Role.authorities(List.of(user.role())))
                    .build();
        };
    }

    @Override
    public void api(HttpSecurity http, AuthenticationEntryPoint challenge) {
        http.httpBasic(basic -> basic.authenticationEntryPoint(challenge));
    }

    @Override
    public void pages(HttpSecurity http) {
        http.formLogin(form -> form.loginPage("/login").defaultSuccessUrl("/"))
                .logout(logout -> logout.logoutSuccessUrl("/login?out"));
    }

    @Override
    public String challenge() {
        return "Basic realm=\"Cohort\", charset=\"UTF-8\"";
    }

    @Override
    public @Nullable Caller caller(Authentication authentication) {
        DemoUser user = USERS.get(authentication.getName());
        return user == null
                ? null
                : tenants.named(user.tenant())
                        .map(tenant -> new Caller(tenant, authentication.getName()))
                        .orElse(null);
    }
}
