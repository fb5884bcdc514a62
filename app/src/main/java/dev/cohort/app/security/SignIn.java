package dev.cohort.app.security;

import dev.cohort.kernel.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.AuthenticationEntryPoint;

/** How users prove who they are; demo and prod each have their own way. */
interface SignIn {

    /** Adds the API's way to {@code http}. */
    void api(HttpSecurity http, AuthenticationEntryPoint challenge);

    /** Adds the pages' way to {@code http}. */
    void pages(HttpSecurity http);

    /** The {@code WWW-Authenticate} of a 401. */
    String challenge();

    /** The caller behind an authentication; null if it names no tenant of this installation. */
    @Nullable
    Caller caller(Authentication authentication);
}
