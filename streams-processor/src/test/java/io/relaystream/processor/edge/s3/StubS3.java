package io.relaystream.processor.edge.s3;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// An object store on loopback whose answers are not what they promise.
final class StubS3 implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final int promised;
    private final int sent;
    private final Duration pause;

    /// @param promised the length that the header tells
    /// @param sent how many bytes follow before the connection is closed
    StubS3(int promised, int sent) throws IOException {
        this(promised, sent, Duration.ZERO);
    }

    private StubS3(int promised, int sent, Duration pause) throws IOException {
        this.promised = promised;
        this.sent = sent;
        this.pause = pause;
        Thread.ofVirtual().start(this::accept);
    }

    /// Takes requests and never answers.
    static StubS3 silent() throws IOException {
        return new StubS3(-1, 0, Duration.ZERO);
    }

    /// Sends one byte at a time.
    static StubS3 slow(int length) throws IOException {
        return new StubS3(length, length, PAUSE);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    int requests() {
        return requests.get();
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                // Closed.
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                Scanner in = new Scanner(socket.getInputStream(), US_ASCII)) {
            while (in.hasNextLine() && !in.nextLine().isEmpty()) {
                // The header of the request.
            }
            requests.incrementAndGet();
            if (promised < 0) {
                closed.await();
                return;
            }
            var out = socket.getOutputStream();
            out.write(
                    "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n"
                            .formatted(promised)
                            .getBytes(US_ASCII));
            for (int count = 0; count < sent; count++) {
                out.write('x');
                if (closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (IOException _) {
            // The client left.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
