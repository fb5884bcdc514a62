package dev.cohort.sleep.importing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What an XML reader is given to read: it refuses to deliver more than 4 MiB for one event, whatever that is made of
 * (a value, a comment, a document type), so the reader's memory is bounded; and it blanks the control characters that
 * Apple's exports are known to carry in the names of sources and that no XML may have.
 */
final class GuardedStream extends FilterInputStream {

    private static final int MOST_FOR_ONE_EVENT = 4 << 20;
    private static final int BLANK = ' ';

    private long sinceEvent;
    private boolean started;
    private boolean blanks;

    GuardedStream(InputStream in) {
        super(in);
    }

    /** The reader reports an event: what it holds of the file from here on is that of the next. */
    void event() {
        sinceEvent = 0;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int some = super.read(target, offset, length);
        if (some <= 0) {
            return some;
        }
        if (!started) {
            started = true;
            // Only where a byte below 0x20 is a control character: UTF-16 starts with FE FF, FF FE or has zeros.
            blanks = (target[offset] & 0xFF) < 0xFE && target[offset] != 0 && (some < 2 || target[offset + 1] != 0);
        }
        sinceEvent += some;
        if (sinceEvent > MOST_FOR_ONE_EVENT) {
            throw new UnreadableFile("A single value or comment in the file is longer than 4 MiB.");
        }
        if (blanks) {
            blank(target, offset, some);
        }
        return some;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private static void blank(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            byte one = bytes[i];
            if (one >= 0 && one < BLANK && one != '\n' && one != '\r' && one != '\t') {
                bytes[i] = BLANK;
            }
        }
    }
}
