package dev.cohort.kernel.query;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * Runs something just before the container sends the head of the response: at a flush or close, at an error or
 * redirect, or when what has been written would overflow the container's buffer or completes the announced length.
 * It may run more than once, each time with the head still open, so the last run is the one that counts.
 */
final class BeforeCommit extends HttpServletResponseWrapper {

    private final Runnable action;
    private long written;
    private long announced = Long.MAX_VALUE;
    private @Nullable ServletOutputStream stream;
    private @Nullable PrintWriter writer;

    BeforeCommit(HttpServletResponse response, Runnable action) {
        super(response);
        this.action = action;
    }

    /** Runs the action unless it is too late. */
    void beforeCommit() {
        if (!isCommitted()) {
            action.run();
        }
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        if (stream == null) {
            stream = new Stream(super.getOutputStream());
        }
        return stream;
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        if (writer == null) {
            writer = new PrintWriter(new Characters(super.getWriter()));
        }
        return writer;
    }

    @Override
    public void flushBuffer() throws IOException {
        beforeCommit();
        super.flushBuffer();
    }

    @Override
    public void sendError(int status) throws IOException {
        beforeCommit();
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        beforeCommit();
        super.sendError(status, message);
    }

    @Override
    public void sendRedirect(String location) throws IOException {
        beforeCommit();
        super.sendRedirect(location);
    }

    @Override
    public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
        beforeCommit();
        super.sendRedirect(location, status, clearBuffer);
    }

    @Override
    public void setContentLength(int length) {
        announce(length);
        super.setContentLength(length);
    }

    @Override
    public void setContentLengthLong(long length) {
        announce(length);
        super.setContentLengthLong(length);
    }

    @Override
    public void setHeader(String name, @Nullable String value) {
        announceIfLength(name, value);
        super.setHeader(name, value);
    }

    @Override
    public void addHeader(String name, @Nullable String value) {
        announceIfLength(name, value);
        super.addHeader(name, value);
    }

    @Override
    public void reset() {
        super.reset();
        written = 0;
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        written = 0;
    }

    /** Once all announced bytes are written, Tomcat takes no more headers; of an answer without a body, at once. */
    private void announce(long length) {
        announced = length;
        beforeWriting(0);
    }

    private void announceIfLength(String name, @Nullable String value) {
        if (value != null && name.equalsIgnoreCase("Content-Length")) {
            announce(Long.parseLong(value));
        }
    }

    private void beforeWriting(long bytes) {
        written += bytes;
        if (written >= getBufferSize() || written >= announced) {
            beforeCommit();
        }
    }

    private final class Stream extends ServletOutputStream {

        private final ServletOutputStream target;

        Stream(ServletOutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int octet) throws IOException {
            beforeWriting(1);
            target.write(octet);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            beforeWriting(length);
            target.write(bytes, offset, length);
        }

        @Override
        public void flush() throws IOException {
            beforeCommit();
            target.flush();
        }

        @Override
        public void close() throws IOException {
            beforeCommit();
            target.close();
        }

        @Override
        public boolean isReady() {
            return target.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            beforeCommit();
            target.setWriteListener(listener);
        }
    }

    private final class Characters extends FilterWriter {

        /** The most bytes that a char becomes in UTF-8. */
        private static final int BYTES = 3;

        Characters(Writer target) {
            super(target);
        }

        @Override
        public void write(int sign) throws IOException {
            beforeWriting(BYTES);
            super.write(sign);
        }

        @Override
        public void write(char[] signs, int offset, int length) throws IOException {
            beforeWriting((long) BYTES * length);
            super.write(signs, offset, length);
        }

        @Override
        public void write(String text, int offset, int length) throws IOException {
            beforeWriting((long) BYTES * length);
            super.write(text, offset, length);
        }

        @Override
        public void flush() throws IOException {
            beforeCommit();
            super.flush();
        }

        @Override
        public void close() throws IOException {
            beforeCommit();
            super.close();
        }
    }
}
