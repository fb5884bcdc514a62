package dev.cohort.sleep.importing;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Finds the one XML file of an export that may be packed as ZIP, as a stream. What would be unpacked to more than 200
 * times its size is not unpacked: real exports shrink to between a tenth and a fortieth.
 */
final class ExportZip {

    private static final int MOST_FOLD = 200;
    private static final long NOT_JUDGED = 64 << 20;

    /** Reads the text of the export. */
    interface XmlReader {
        void read(InputStream xml) throws IOException;
    }

    private ExportZip() {}

    /**
     * Hands the XML in {@code file} to {@code reader}, then checks the rest of it.
     *
     * @throws UnreadableFile if the file is empty, is a ZIP without export, is damaged or unpacks to too much
     */
    static void read(InputStream file, XmlReader reader) throws IOException {
        var buffered = new BufferedInputStream(file, 1 << 16);
        buffered.mark(4);
        byte[] start = buffered.readNBytes(4);
        buffered.reset();
        if (start.length == 0) {
            throw new UnreadableFile("The file is empty.");
        }
        if (start.length == 4 && start[0] == 'P' && start[1] == 'K') {
            unpack(buffered, reader);
        } else {
            reader.read(buffered);
        }
    }

    private static void unpack(InputStream file, XmlReader reader) throws IOException {
        var packed = new Counted(file);
        var zip = new ZipInputStream(packed);
        var unpacked = new Unpacked(zip, packed);
        try {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (isExport(entry)) {
                    reader.read(unpacked);
                    unpacked.drain();
                    return;
                }
                // Here, not in getNextEntry, so that what is passed over is judged too.
                unpacked.drain();
            }
        } catch (ZipException | EOFException damaged) {
            throw new UnreadableFile("The ZIP file is damaged or ends too early; export it again or upload it again.");
        }
        throw new UnreadableFile("The ZIP file holds no export.xml.");
    }

    /** Its name depends on the phone's language, {@code export_cda.xml} beside it is another format. */
    private static boolean isExport(ZipEntry entry) {
        String name = entry.getName().toLowerCase(Locale.ROOT);
        return !entry.isDirectory() && name.endsWith(".xml") && !name.endsWith("_cda.xml");
    }

    private static final class Counted extends FilterInputStream {

        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            bytes += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int some = super.read(target, offset, length);
            bytes += Math.max(some, 0);
            return some;
        }
    }

    private static final class Unpacked extends FilterInputStream {

        private final Counted packed;
        private long bytes;

        Unpacked(ZipInputStream zip, Counted packed) {
            super(zip);
            this.packed = packed;
        }

        void drain() throws IOException {
            byte[] buffer = new byte[1 << 16];
            int some = read(buffer, 0, buffer.length);
            while (some >= 0) {
                some = read(buffer, 0, buffer.length);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int some = super.read(target, offset, length);
            bytes += Math.max(some, 0);
            if (bytes > NOT_JUDGED && bytes / MOST_FOLD > packed.bytes) {
                throw new UnreadableFile("The ZIP file unpacks to more than " + MOST_FOLD
                        + " times its size, which no export does; it is not unpacked.");
            }
            return some;
        }

        /** The entry ends, the file does not. */
        @Override
        public void close() {}
    }
}
