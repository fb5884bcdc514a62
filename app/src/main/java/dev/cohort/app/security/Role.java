package dev.cohort.app.security;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * What a user may do. {@code CONTACTS} reads and edits contacts, {@code SLEEP_READER} works with sleep, and the
 * {@code ADMINISTRATOR} does both and designs fields.
 */
enum Role {
    CONTACTS,
    SLEEP_READER,
    ADMINISTRATOR;

    /** The authorities of these roles; an administrator has every role. */
    static List<GrantedAuthority> authorities(Collection<Role> roles) {
        Collection<Role> held = roles.contains(ADMINISTRATOR) ? Arrays.asList(values()) : roles;
        return held.stream()
                .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                .toList();
    }

    /** The roles that a token names, {@code sleep-reader} as well as {@code SLEEP_READER}; unknown words give none. */
    static List<Role> named(Collection<String> names) {
        return names.stream()
                .map(name -> name.toUpperCase(Locale.ROOT).replace('-', '_'))
                .flatMap(name ->
                        Arrays.stream(values()).filter(role -> role.name().equals(name)))
                .toList();
    }
}
