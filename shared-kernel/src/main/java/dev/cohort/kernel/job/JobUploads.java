package dev.cohort.kernel.job;

import dev.cohort.kernel.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Uploads in rows of 1 MiB, each deflated for itself. */
final class JobUploads {

    private static final int CHUNK = 1 << 20;

    private static final String STORE = """
            INSERT INTO kernel.job_upload (tenant_id, job_id, chunk, deflated)
            VALUES (:tenant, :job, :chunk, :deflated)
            """;

    private static final String READ = """
            SELECT deflated
            FROM kernel.job_upload
            WHERE tenant_id = :tenant AND job_id = :job AND chunk = :chunk
            """;

    private final JdbcClient jdbc;

    JobUploads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One statement for each MiB; at least one. */
    void store(TenantId tenant, long job, InputStream upload) throws IOException {
        int chunk = 0;
        byte[] bytes = upload.readNBytes(CHUNK);
        do {
            jdbc.sql(STORE)
                    .param("tenant", tenant.value())
                    .param("job", job)
                    .param("chunk", chunk++)
                    .param("deflated", deflated(bytes))
                    .update();
            bytes = upload.readNBytes(CHUNK);
        } while (bytes.length > 0);
    }

    InputStream open(TenantId tenant, long job) {
        return new Chunks(tenant, job);
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream(CHUNK / 4);
        var deflater = new Deflater(Deflater.BEST_SPEED);
        try (var deflating = new DeflaterOutputStream(out, deflater)) {
            deflating.write(bytes);
        } finally {
            deflater.end();
        }
        return out.toByteArray();
    }

    private final class Chunks extends InputStream {

        private final TenantId tenant;
        private final long job;
        private int next;
        private InputStream current = InputStream.nullInputStream();
        private boolean ended;

        Chunks(TenantId tenant, long job) {
            this.tenant = tenant;
            this.job = job;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int some = current.read(target, offset, length);
            while (some < 0 && !ended) {
                open();
                some = current.read(target, offset, length);
            }
            return some;
        }

        private void open() throws IOException {
            current.close();
            byte[] deflated = jdbc.sql(READ)
                    .param("tenant", tenant.value())
                    .param("job", job)
                    .param("chunk", next++)
                    .query(byte[].class)
                    .optional()
                    .orElse(null);
            ended = deflated == null;
            current = deflated == null
                    ? InputStream.nullInputStream()
                    : new InflaterInputStream(new ByteArrayInputStream(deflated));
        }

        @Override
        public void close() throws IOException {
            ended = true;
            current.close();
            current = InputStream.nullInputStream();
        }
    }
}
