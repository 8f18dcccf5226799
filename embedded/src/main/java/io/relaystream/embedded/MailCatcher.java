package io.relaystream.embedded;

import com.icegreen.greenmail.Managers;
import java.util.List;

/// An SMTP server on loopback that takes any mail for anybody and keeps it in memory.
///
/// It keeps the latest 10,000 mails and at most 64 MiB of them; older ones are dropped. It asks for
/// no authentication, offers no STARTTLS, and closes a connection after 5 idle minutes.
public final class MailCatcher implements AutoCloseable {
    private static final int MAX_MAILS = 10_000;
    private static final long MAX_BYTES = 64L * 1024 * 1024;
    private static final long STARTUP_LIMIT_MS = 10_000;

    private final CatchingSmtpServer server;
    private final LatestMails mails;

    private MailCatcher(CatchingSmtpServer server, LatestMails mails) {
        this.server = server;
        this.mails = mails;
    }

    /// Starts and returns when the port accepts connections.
    ///
    /// @param port 0 for any free one
    /// @throws IllegalStateException if the port is taken
    public static MailCatcher start(int port) {
        FreePort.require(port, "mail catcher");
        var mails = new LatestMails(MAX_MAILS, MAX_BYTES);
        var server = new CatchingSmtpServer(port, new Managers(), mails::add);
        server.startService();
        try {
            if (!server.waitTillRunning(STARTUP_LIMIT_MS)) {
                throw new IllegalStateException(
                        "Mail catcher on port %d must start within %d ms"
                                .formatted(port, STARTUP_LIMIT_MS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the mail catcher starts", e);
        }
        return new MailCatcher(server, mails);
    }

    public int port() {
        return server.getPort();
    }

    /// The mails it still keeps, oldest first.
    public List<CaughtMail> mails() {
        return mails.list();
    }

    /// How many mails it has taken since the start, those dropped again included.
    public long count() {
        return mails.count();
    }

    @Override
    public void close() {
        server.stopService();
    }
}
