package dev.cohort.kernel.job;

import dev.cohort.kernel.csv.CsvText;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** CSV on its way into a response, in memory bounded by what is added between two flushes. */
final class CsvAnswer {

    private final HttpServletResponse response;
    private final StringBuilder pending = new StringBuilder();

    CsvAnswer(HttpServletResponse response, String name, List<String> header) {
        this.response = response;
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
        CsvText.appendLine(pending, header);
    }

    void line(@Nullable String... cells) {
        CsvText.appendLine(pending, Arrays.asList(cells));
    }

    void flush() throws IOException {
        response.getOutputStream().write(pending.toString().getBytes(StandardCharsets.UTF_8));
        pending.setLength(0);
    }
}
