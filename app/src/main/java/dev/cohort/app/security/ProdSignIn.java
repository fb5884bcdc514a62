package dev.cohort.app.security;

import dev.cohort.kernel.Caller;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;

/**
 * Prod mode's sign-in: bearer tokens for the API, OpenID Connect (authorization code with PKCE) for the pages. The
 * claim {@code tenant} names one of {@code cohort.tenants}, the claim {@code roles} lists {@code contacts},
 * {@code sleep-reader} or {@code administrator}; a token without either may do nothing.
 */
@Component
@ConditionalOnProperty(name = "cohort.mode", havingValue = "prod")
class ProdSignIn implements SignIn {

    private static final String AUTHORIZATION_PATH = "/oauth2/authorization";

    private final Tenants tenants;
    private final ObjectProvider<ClientRegistrationRepository> clients;

    ProdSignIn(Tenants tenants, ObjectProvider<ClientRegistrationRepository> clients) {
        this.tenants = tenants;
        this.clients = clients;
    }

    /** The authorities of a page's session come from the identity token's claims, as a bearer token's do. */
    @Bean
    static GrantedAuthoritiesMapper rolesOfIdentityToken() {
        return authorities -> {
            List<GrantedAuthority> granted = new ArrayList<>();
            for (GrantedAuthority authority : authorities) {
                if (authority instanceof OidcUserAuthority identity) {
                    granted.addAll(roles(identity.getIdToken()));
                }
            }
            return granted;
        };
    }

    @Override
    public void api(HttpSecurity http, AuthenticationEntryPoint challenge) {
        http.oauth2ResourceServer(server -> server.authenticationEntryPoint(challenge)
                .jwt(jwt -> jwt.jwtAuthenticationConverter(ProdSignIn::authentication)));
    }

    @Override
    public void pages(HttpSecurity http) {
        ClientRegistrationRepository registrations = clients.getIfAvailable();
        if (registrations == null) {
            return;
        }
        var authorization = new DefaultOAuth2AuthorizationRequestResolver(registrations, AUTHORIZATION_PATH);
        authorization.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        http.oauth2Login(login -> login.defaultSuccessUrl("/")
                .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(authorization)));
    }

    @Override
    public String challenge() {
        return "Bearer realm=\"Cohort\"";
    }

    @Override
    public @Nullable Caller caller(Authentication authentication) {
        if (!(authentication.getPrincipal() instanceof ClaimAccessor claims)) {
            return null;
        }
        String tenant = claims.getClaimAsString("tenant");
        return tenant == null
                ? null
                : tenants.named(tenant)
                        .map(id -> new Caller(id, authentication.getName()))
                        .orElse(null);
    }

    private static AbstractAuthenticationToken authentication(Jwt token) {
        return new JwtAuthenticationToken(token, roles(token));
    }

    private static List<GrantedAuthority> roles(ClaimAccessor claims) {
        List<String> names = claims.getClaimAsStringList("roles");
        return names == null ? List.of() : Role.authorities(Role.named(names));
    }
}
