package dev.cohort.contacts.importing;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The text of a file: UTF-8, or UTF-16 if a byte order mark says so. Anything else is refused, not guessed. */
final class FileText {

    private static final int LONGEST_MARK = 3;

    private FileText() {}

    /** A reader of {@code file}, behind its byte order mark; throws {@link FileRefused} at bytes that are no text. */
    static Reader of(InputStream file) throws IOException {
        var start = new PushbackInputStream(file, LONGEST_MARK);
        byte[] mark = start.readNBytes(LONGEST_MARK);
        Charset charset = StandardCharsets.UTF_8;
        int behind = 0;
        if (mark.length >= 3 && mark[0] == (byte) 0xEF && mark[1] == (byte) 0xBB && mark[2] == (byte) 0xBF) {
            behind = 3;
        } else if (mark.length >= 2 && mark[0] == (byte) 0xFF && mark[1] == (byte) 0xFE) {
            charset = StandardCharsets.UTF_16LE;
            behind = 2;
        } else if (mark.length >= 2 && mark[0] == (byte) 0xFE && mark[1] == (byte) 0xFF) {
            charset = StandardCharsets.UTF_16BE;
            behind = 2;
        }
        start.unread(mark, behind, mark.length - behind);
        return new Strict(
                new InputStreamReader(
                        start,
                        charset.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                charset);
    }

    private static final class Strict extends FilterReader {

        private final Charset charset;
        private long line = 1;

        Strict(Reader text, Charset charset) {
            super(text);
            this.charset = charset;
        }

        @Override
        public int read() throws IOException {
            var one = new char[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(char[] target, int offset, int length) throws IOException {
            try {
                int count = super.read(target, offset, length);
                for (int at = offset; at < offset + count; at++) {
                    if (target[at] == '\n') {
                        line++;
                    }
                }
                return count;
            } catch (CharacterCodingException notText) {
                throw new FileRefused("The file is not " + charset.name() + ": near line " + line
                        + " it has bytes that are no text. Save it as UTF-8.");
            }
        }
    }
}
