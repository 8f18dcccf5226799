package io.relaystream.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// An SMTP server on a free port of loopback that answers, drops or hangs as a test tells it, and
/// remembers what it received. Untold, it accepts everything.
///
/// Deliberately lenient: commands may come in any order, because the client is what is tested.
public final class FakeSmtpServer implements AutoCloseable {
    private final ServerSocket listener;
    private final @Nullable SSLContext tls;
    private final Map<Stage, Reaction> always = new EnumMap<>(Stage.class);
    private final Map<Stage, Deque<Reaction>> next = new EnumMap<>(Stage.class);
    private final List<String> extensions = new CopyOnWriteArrayList<>();
    private final List<ReceivedMail> mails = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Thread> sessions = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    private FakeSmtpServer(ServerSocket listener, @Nullable SSLContext tls) {
        this.listener = listener;
        this.tls = tls;
    }

    public static FakeSmtpServer start() {
        return start(null);
    }

    /// As [#start()], and a client that says `STARTTLS` gets TLS with this key; offer it with
    /// [#offering(String...)].
    public static FakeSmtpServer startWithTls(SSLContext tls) {
        return start(tls);
    }

    private static FakeSmtpServer start(@Nullable SSLContext tls) {
        try {
            var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            var server = new FakeSmtpServer(listener, tls);
            Thread.ofVirtual().name("fake-smtp").start(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /// From now on, and until told otherwise.
    public FakeSmtpServer on(Stage stage, Reaction reaction) {
        synchronized (always) {
            always.put(stage, reaction);
        }
        return this;
    }

    /// The next time only; several add up.
    public FakeSmtpServer once(Stage stage, Reaction reaction) {
        synchronized (always) {
            next.computeIfAbsent(stage, _ -> new ArrayDeque<>()).add(reaction);
        }
        return this;
    }

    /// The extensions that the answer to `EHLO` names, such as `8BITMIME` or `SIZE 1000`.
    public FakeSmtpServer offering(String... names) {
        extensions.addAll(List.of(names));
        return this;
    }

    /// In the order in which they ended.
    public List<ReceivedMail> mails() {
        return List.copyOf(mails);
    }

    /// Every command line of all sessions, without what `AUTH` says.
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /// How many connections there have been.
    public int connections() {
        return sessions.size();
    }

    /// Closes what clients keep open, as a server does with idle connections.
    public void dropConnections() {
        open.forEach(FakeSmtpServer::close);
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dropConnections();
    }

    Optional<SSLContext> tls() {
        return Optional.ofNullable(tls);
    }

    List<String> extensions() {
        return extensions;
    }

    void received(ReceivedMail mail) {
        mails.add(mail);
    }

    void said(String command) {
        commands.add(command);
    }

    void awaitClose() throws InterruptedException {
        closed.await();
    }

    /// What was told for this stage.
    Optional<Reaction> told(Stage stage) {
        synchronized (always) {
            Deque<Reaction> queue = next.get(stage);
            if (queue != null && !queue.isEmpty()) {
                return Optional.of(queue.remove());
            }
            return Optional.ofNullable(always.get(stage));
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                Thread session = Thread.ofVirtual().unstarted(() -> serve(socket));
                // Counted first: the client may be served before this thread goes on.
                sessions.add(session);
                session.start();
            } catch (IOException _) {
                // Closed, or a client that left before it was accepted.
            }
        }
    }

    private void serve(Socket socket) {
        try {
            new SmtpSession(this, socket).run();
        } catch (IOException _) {
            // The client left.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            close(socket);
            open.remove(socket);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }
}
