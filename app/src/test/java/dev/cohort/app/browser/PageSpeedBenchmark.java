package dev.cohort.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cohort.app.CohortTest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * How long people wait: the first paint of a page with nothing cached in the browser, and what the browser itself adds
 * to an exchange with the server. On loopback, after the server has answered each page some times.
 */
@CohortTest
class PageSpeedBenchmark extends BrowserTest {

    private static final int ROUNDS = 20;
    private static final int WARM = 5;
    private static final double FIRST_PAINT_MILLIS = 800;
    private static final double INTERACTION_MILLIS = 100;

    private static final String FIRST_PAINT =
            "return performance.getEntriesByName('first-contentful-paint').map((one) => one.startTime)[0] ?? null";
    private static final String SHIFT = "return window.shifts.reduce((sum, one) => sum + one, 0)";
    private static final String EXCHANGE = """
            const done = arguments[arguments.length - 1];
            let server = 0;
            document.addEventListener('htmx:afterRequest', (event) => {
              const timing = event.detail.xhr.getResponseHeader('Server-Timing') ?? '';
              server = [...timing.matchAll(/dur=([\\d.]+)/g)].reduce((sum, one) => sum + Number(one[1]), 0);
            }, {once: true});
            document.addEventListener('htmx:afterSettle', () => requestAnimationFrame(() => setTimeout(() =>
                done(performance.now() - start - server))), {once: true});
            const start = performance.now();
            document.querySelector('th[data-selector=company] a').click();
            """;
    private static final String EDITOR = """
            const done = arguments[arguments.length - 1];
            const cell = document.querySelector('#grid tbody tr').cells[2];
            const start = performance.now();
            cell.dispatchEvent(new MouseEvent('dblclick', {bubbles: true}));
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
            """;

    @Test
    void firstPaintsAndInteractions() {
        for (String page : List.of("/contacts", "/contacts/" + sleeper, "/people/" + sleeper + "/sleep", "/fields")) {
            List<Double> paints = new ArrayList<>();
            List<Double> shifts = new ArrayList<>();
            Set<String> moved = new LinkedHashSet<>();
            for (int round = 0; round < WARM + ROUNDS; round++) {
                browser.forgetFiles();
                browser.go(page);
                browser.until(FIRST_PAINT.substring("return ".length()).replace(" ?? null", "") + " > 0");
                if (round >= WARM) {
                    paints.add(((Number) browser.run(FIRST_PAINT)).doubleValue());
                    shifts.add(((Number) browser.run(SHIFT)).doubleValue());
                    moved.add(String.valueOf(browser.run("return window.moved.join()")));
                }
            }
            report("first contentful paint, cold, " + page.replace(sleeper, "{id}"), paints, FIRST_PAINT_MILLIS);
            assertThat(shifts).as("layout shift, %s: %s", page, moved).containsOnly(0.0);
        }
        List<Double> sorting = new ArrayList<>();
        List<Double> editing = new ArrayList<>();
        for (int round = 0; round < WARM + ROUNDS; round++) {
            browser.go("/contacts");
            double editor = browser.later(EDITOR);
            browser.go("/contacts");
            double exchange = browser.later(EXCHANGE);
            if (round >= WARM) {
                editing.add(editor);
                sorting.add(exchange);
            }
        }
        report("interaction beside server time, sort the table", sorting, INTERACTION_MILLIS);
        report("interaction, open a cell's editor", editing, INTERACTION_MILLIS);
    }

    private static void report(String what, List<Double> millis, double most) {
        List<Double> sorted = millis.stream().sorted().toList();
        double median = sorted.get(sorted.size() / 2);
        double high = sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
        System.out.printf(Locale.ROOT, "%s: median %.0f ms, p95 %.0f ms%n", what, median, high);
        assertThat(high).as(what).isLessThanOrEqualTo(most);
    }
}
