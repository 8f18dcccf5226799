package io.relaystream.embedded;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.smtp.SmtpHandler;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpServer;
import com.icegreen.greenmail.smtp.commands.SmtpCommand;
import com.icegreen.greenmail.smtp.commands.SmtpCommandRegistry;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// GreenMail's SMTP server with two commands of our own: `MAIL`, which takes the null sender, and
/// `DATA`, which hands the bytes on instead of filling mailboxes that would never be emptied.
final class CatchingSmtpServer extends SmtpServer {
    private static final Logger LOG = LoggerFactory.getLogger(CatchingSmtpServer.class);

    /// RFC 5321, 4.5.3.2.7: a server should wait at least 5 minutes for the next command.
    private static final Duration IDLE_LIMIT = Duration.ofMinutes(5);

    private final SmtpCommandRegistry commands;

    CatchingSmtpServer(int port, Managers managers, Consumer<CaughtMail> caught) {
        super(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP), managers);
        setClientSocketTimeout((int) IDLE_LIMIT.toMillis());
        managers.getUserManager().setAuthRequired(false);
        this.commands = new Commands(caught);
    }

    @Override
    protected ProtocolHandler createProtocolHandler(Socket client) {
        try {
            // A reply leaves in several small writes; they must not wait for each other.
            client.setTcpNoDelay(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Session(commands, managers.getSmtpManager(), client);
    }

    private static final class Commands extends SmtpCommandRegistry {
        private final SmtpCommand mail = new AnySenderCommand();
        private final SmtpCommand data;

        private Commands(Consumer<CaughtMail> caught) {
            this.data = new CatchCommand(caught);
        }

        @Override
        public SmtpCommand getCommand(String name) {
            return switch (name) {
                case "MAIL" -> mail;
                case "DATA" -> data;
                default -> super.getCommand(name);
            };
        }
    }

    private static final class Session extends SmtpHandler {
        private Session(SmtpCommandRegistry commands, SmtpManager manager, Socket client) {
            super(commands, manager, client);
        }

        /// A client that breaks off ends its session and must not look like a defect of the server.
        @Override
        public void run() {
            try {
                super.run();
            } catch (IllegalStateException e) {
                // Without the exception: its message quotes the mail.
                LOG.atDebug()
                        .addKeyValue("error", e.getClass().getSimpleName())
                        .log("SMTP client broke off");
            }
        }
    }
}
