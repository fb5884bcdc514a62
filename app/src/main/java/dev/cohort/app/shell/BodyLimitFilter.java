package dev.cohort.app.shell;

import dev.cohort.kernel.problem.ProblemException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bodies are at most 2 MiB; a batch of 1,000 sessions or 100,000 samples may take 16 MiB. Uploads are limited where
 * they are streamed. A body that declares more is refused unread, one that turns out to have more while it is read.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class BodyLimitFilter extends OncePerRequestFilter {

    private static final long MEBIBYTE = 1 << 20;
    private static final long LIMIT = 2 * MEBIBYTE;
    private static final long BATCH_LIMIT = 16 * MEBIBYTE;

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String type = request.getContentType();
        return type != null
                && type.startsWith("multipart/")
                && request.getRequestURI().endsWith("/imports");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new Limited(request, limit(request)), response);
    }

    private static long limit(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean batch = path.startsWith("/api/v1/people/") && (path.endsWith("/samples") || path.endsWith("/sessions"));
        return batch ? BATCH_LIMIT : LIMIT;
    }

    private static final class Limited extends HttpServletRequestWrapper {

        private final long limit;

        Limited(HttpServletRequest request, long limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            return new LimitedStream(super.getInputStream(), limit, getContentLengthLong() > limit);
        }
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream body;
        private final long limit;
        private long read;
        private final boolean declaredTooLarge;

        LimitedStream(ServletInputStream body, long limit, boolean declaredTooLarge) {
            this.body = body;
            this.limit = limit;
            this.declaredTooLarge = declaredTooLarge;
        }

        @Override
        public int read() throws IOException {
            count(0);
            int one = body.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            count(0);
            int some = body.read(target, offset, length);
            count(Math.max(some, 0));
            return some;
        }

        private void count(int more) {
            read += more;
            if (declaredTooLarge || read > limit) {
                throw new ProblemException(
                        HttpStatus.CONTENT_TOO_LARGE,
                        "content-too-large",
                        "The body is larger than the " + limit / MEBIBYTE + " MiB that this address takes.");
            }
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
