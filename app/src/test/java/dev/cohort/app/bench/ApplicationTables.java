package dev.cohort.app.bench;

import static dev.cohort.app.bench.Figures.head;
import static dev.cohort.app.bench.Figures.line;
import static dev.cohort.app.bench.Figures.ms;
import static dev.cohort.app.bench.Figures.whole;

import dev.cohort.app.bench.Csv.Row;
import java.util.Map;

/** The sections of the report about the application as it is asked over HTTP. */
final class ApplicationTables {

    private ApplicationTables() {}

    static void floor(StringBuilder text) {
        Figures all = Figures.of("floor");
        if (all.isEmpty()) {
            return;
        }
        text.append("""
                ## The floor

                Near, milliseconds. The mark: a request over HTTP within pgbench's time for the same statements + 30 % + 1 ms.

                """);
        for (String page : all.distinct("page")) {
            Figures of = all.where(Map.of("page", page));
            text.append(head(page, "ms"));
            of.rows().forEach(row -> text.append(line(row.text("step"), ms(row.number("median_ms")))));
            double http = of.where(Map.of("step", "whole request over HTTP")).median();
            double mark = of.where(Map.of("step", "same statements by pgbench")).median() * 1.3 + 1;
            text.append(line(
                            "the mark",
                            Double.isNaN(mark) ? "–" : ms(mark) + (http <= mark ? ": held" : ": **missed**")))
                    .append('\n');
        }
    }

    static void load(StringBuilder text) {
        Figures all = Figures.of("load");
        if (all.isEmpty()) {
            return;
        }
        text.append("""
                ## The whole application under load

                Users without a pause, each of them one request after the other: contacts (filtered and not), nights, edits,
                and an import of 200 rows once in 1,000 requests. Server and callers share the machine.

                """);
        text.append(head(
                "setting",
                "users",
                "seconds",
                "requests/s",
                "p50 ms",
                "p95 ms",
                "p99 ms",
                "503",
                "other errors",
                "resident MB, first and last fifth"));
        for (Row row : all.rows()) {
            text.append(line(
                    row.text("setting"),
                    row.text("users"),
                    row.text("seconds"),
                    whole(row.number("requests_per_second")),
                    ms(row.number("p50_ms")),
                    ms(row.number("p95_ms")),
                    ms(row.number("p99_ms")),
                    row.text("refused"),
                    row.text("errors"),
                    whole(row.number("resident_first_mb")) + ", " + whole(row.number("resident_last_mb"))));
        }
        text.append('\n');
    }
}
