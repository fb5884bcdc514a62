package dev.cohort.kernel.problem;

import dev.cohort.kernel.Tsid;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

/**
 * Requests that the container refuses before the application sees them (a line that is too long, a path with NUL) are
 * answered as problems too. Public because the container makes it, by name.
 */
public final class ContainerRefusals extends ErrorReportValve {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerRefusals.class);

    private static final String BODY = """
            {"type":"urn:cohort:problem:%s","title":"%s","status":%d,"detail":"%s","instance":"/","requestId":"%s"}""";

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus known = HttpStatus.resolve(response.getStatus());
        HttpStatus status = known == null ? HttpStatus.INTERNAL_SERVER_ERROR : known;
        String reason = status.getReasonPhrase();
        String id = Tsid.text(Tsid.next());
        String detail = status.is4xxClientError()
                ? "The request is no well-formed HTTP, or its line and headers are too long."
                : "Cohort failed to answer. The log has the details under this request id.";
        try {
            response.setHeader("X-Request-Id", id);
            response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
            response.setCharacterEncoding("UTF-8");
            Writer writer = response.getReporter();
            if (writer != null) {
                String code = reason.toLowerCase(Locale.ROOT).replace(' ', '-');
                writer.write(String.format(Locale.ROOT, BODY, code, reason, status.value(), detail, id));
                response.finishResponse();
            }
        } catch (IOException clientIsGone) {
            LOG.debug("Nobody waited for the refusal {}", id, clientIsGone);
        }
    }
}
