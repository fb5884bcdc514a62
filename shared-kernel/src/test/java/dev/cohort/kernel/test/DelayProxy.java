package dev.cohort.kernel.test;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP proxy on loopback that adds a chosen round trip: half of it in each direction, with the bytes in order and
 * their spacing kept, as a longer wire would. Measure the real round trip with {@code SELECT 1} and quote that: the
 * proxy itself adds some tenths of a millisecond.
 */
public final class DelayProxy implements Closeable {

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private volatile long oneWayNanos;

    /** Listens on a free loopback port, see {@link #port}. */
    public DelayProxy(String host, int port, Duration roundTrip) throws IOException {
        target = new InetSocketAddress(host, port);
        server = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
        roundTrip(roundTrip);
        Thread.ofPlatform().daemon().name("delay-proxy").start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Changes the round trip of what is sent from now on. */
    public void roundTrip(Duration roundTrip) {
        oneWayNanos = roundTrip.toNanos() / 2;
    }

    /** Bytes that clients have sent so far. */
    public long sent() {
        return sent.get();
    }

    /** Bytes that the server has answered so far. */
    public long received() {
        return received.get();
    }

    /** {@code jdbcUrl} with this proxy in place of its host and port. */
    public String through(String jdbcUrl) {
        return jdbcUrl.replaceFirst("//[^/]+/", "//localhost:" + port() + "/");
    }

    /** A proxy in front of the server of a {@code jdbc:postgresql} URL. */
    public static DelayProxy before(String jdbcUrl, Duration roundTrip) throws IOException {
        String authority = jdbcUrl.replaceFirst("jdbc:postgresql://([^/]+)/.*", "$1");
        int colon = authority.lastIndexOf(':');
        return colon < 0
                ? new DelayProxy(authority, 5432, roundTrip)
                : new DelayProxy(
                        authority.substring(0, colon), Integer.parseInt(authority.substring(colon + 1)), roundTrip);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                var upstream = new Socket();
                sockets.add(client);
                sockets.add(upstream);
                upstream.connect(target);
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                pump(client, upstream, sent);
                pump(upstream, client, received);
            } catch (IOException closed) {
                // The proxy or one side was closed; a new connection gets a new pair.
            }
        }
    }

    private void pump(Socket from, Socket to, AtomicLong bytes) {
        BlockingQueue<Chunk> wire = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().start(() -> read(from, wire, bytes));
        Thread.ofPlatform().daemon().start(() -> write(wire, to));
    }

    private void read(Socket from, BlockingQueue<Chunk> wire, AtomicLong bytes) {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = from.getInputStream()) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                bytes.addAndGet(length);
                wire.add(new Chunk(System.nanoTime() + oneWayNanos, Arrays.copyOf(buffer, length)));
            }
        } catch (IOException closed) {
            // Ends below.
        }
        wire.add(new Chunk(System.nanoTime() + oneWayNanos, new byte[0]));
    }

    private void write(BlockingQueue<Chunk> wire, Socket to) {
        try (OutputStream out = to.getOutputStream()) {
            for (Chunk chunk = wire.take(); chunk.bytes().length > 0; chunk = wire.take()) {
                for (long wait = chunk.due() - System.nanoTime(); wait > 0; wait = chunk.due() - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                }
                out.write(chunk.bytes());
                out.flush();
            }
        } catch (IOException | InterruptedException closed) {
            // The other side is gone.
        } finally {
            sockets.remove(to);
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Chunk(long due, byte[] bytes) {}
}
