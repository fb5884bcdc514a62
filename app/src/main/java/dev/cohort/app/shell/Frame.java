package dev.cohort.app.shell;

import dev.cohort.kernel.web.Texts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the layout shows round every page: who is signed in ({@code user} null before), where the navigation leads, for
 * administrators to more places than for others, and which colour scheme was chosen ({@code light}, {@code dark} or
 * {@code system}).
 */
record Frame(
        @Nullable String user,
        @Nullable String tenant,
        boolean administrator,
        boolean demo,
        String theme,
        String path) {

    /** An entry of the navigation; {@code heading} opens a group. */
    record Link(
            String href, String text, String icon, @Nullable String heading, boolean current) {}

    /** A colour scheme that may be chosen. */
    record Theme(String value, String text, String icon, boolean chosen) {}

    private record Place(
            String href, String key, String icon, @Nullable String heading) {

        Link link(boolean current) {
            return new Link(href, Texts.of(key), icon, heading == null ? null : Texts.of(heading), current);
        }

        /** Closed to others, so that a link would only lead to a refusal. */
        boolean isForAdministrators() {
            return href.startsWith("/admin/");
        }
    }

    private static final List<Place> PLACES = List.of(
            new Place("/contacts", "shell.frame.contacts", "people", null),
            new Place("/import", "shell.frame.import", "upload", null),
            new Place("/duplicates", "shell.frame.duplicates", "merge", null),
            new Place("/fields", "shell.frame.fields", "fields", "shell.frame.set-up"),
            new Place("/docs", "shell.frame.api", "code", null),
            new Place("/admin/query-budgets", "shell.frame.query-budgets", "gauge", null),
            new Place("/admin/query-lab", "shell.frame.query-lab", "lab", null));

    public String initial() {
        return user == null || user.isEmpty() ? "" : user.substring(0, 1).toUpperCase(Locale.ROOT);
    }

    public List<Link> links() {
        return PLACES.stream()
                .filter(place -> administrator || !place.isForAdministrators())
                .map(place -> place.link(isCurrent(place)))
                .toList();
    }

    public List<Theme> themes() {
        return Stream.of(
                        new Theme("light", Texts.of("shell.frame.theme-light"), "sun", false),
                        new Theme("dark", Texts.of("shell.frame.theme-dark"), "moon", false),
                        new Theme("system", Texts.of("shell.frame.theme-system"), "screen", false))
                .map(one -> new Theme(
                        one.value(), one.text(), one.icon(), one.value().equals(theme)))
                .toList();
    }

    private boolean isCurrent(Place place) {
        boolean sleepOfContact = place.href().equals("/contacts") && path.startsWith("/people/");
        return sleepOfContact || path.equals(place.href()) || path.startsWith(place.href() + "/");
    }
}
