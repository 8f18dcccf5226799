package io.relaystream.processor.edge.smtp;

import io.relaystream.processor.mime.MailBytes;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/// One connection to the server. It speaks the commands of a mail itself, over Angus Mail's
/// transport, because [SMTPTransport#sendMessage] does not tell how far a failed mail had come, and
/// hides the server's answer when the connection breaks right behind it.
///
/// For one mail at a time. It can be used again after success, and after a mail that it did not
/// begin; after anything else it must be closed.
final class SmtpConnection extends SMTPTransport {
    /// RFC 4954 section 6: authentication credentials invalid.
    private static final int NO_MECHANISM = 535;

    private final Socket socket;
    private final long openedAt = System.nanoTime();
    private SmtpStage stage = SmtpStage.OPENING;

    /// @param socket connected; belongs to this from now on
    /// @param account where, and with which user and password if there are any
    SmtpConnection(Session session, URLName account, Socket socket) {
        super(session, account);
        this.socket = socket;
    }

    /// Greets, encrypts and authenticates as the session asks for.
    ///
    /// @return why the connection cannot be used; empty if it can
    Optional<SmtpAnswer> open() {
        try {
            connect(socket);
            return Optional.empty();
        } catch (AuthenticationFailedException e) {
            int code = getLastReturnCode();
            // Angus throws it also where the server offers no mechanism that it knows.
            return Optional.of(answer(code / 100 == 2 ? NO_MECHANISM : code));
        } catch (MessagingException e) {
            return Optional.of(answer(getLastReturnCode()));
        }
    }

    /// Sends one mail to one recipient. The bytes go out as they are, but for dots at the beginning
    /// of a line, which are doubled, and for line ends, which become CRLF (RFC 5321 sections 2.3.8
    /// and 4.5.2): no byte of a mail can end it early.
    synchronized SmtpAnswer send(String from, String to, MailBytes mail) {
        stage = SmtpStage.SENDER;
        long limit = sizeLimit();
        if (limit > 0 && mail.size() > limit) {
            return new SmtpAnswer.OverLimit(stage);
        }
        try {
            int code = say("MAIL FROM:<" + from + ">" + parameters(from, to, mail));
            if (code / 100 == 2) {
                stage = SmtpStage.ENVELOPE;
                code = say("RCPT TO:<" + to + ">");
            }
            if (code / 100 != 2) {
                return answer(code);
            }
            OutputStream data = data();
            stage = SmtpStage.CONTENT;
            mail.writeTo(data);
            stage = SmtpStage.HANDED_OVER;
            finishData();
            return answer(getLastReturnCode());
        } catch (SMTPSendFailedException e) {
            return answer(e.getReturnCode());
        } catch (MessagingException | IOException e) {
            return new SmtpAnswer.Broken(stage);
        }
    }

    /// Breaks the connection off, from any thread: whoever waits on it is woken.
    void abort() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is unusable either way.
        }
    }

    /// Says good-bye without waiting for an answer.
    void quit() {
        try {
            close();
        } catch (MessagingException e) {
            abort();
        }
    }

    long openedAt() {
        return openedAt;
    }

    /// Angus sends `RSET` behind a refused `DATA`, and would report what becomes of that instead of
    /// the refusal. This connection is closed then anyway.
    @Override
    public synchronized void issueCommand(String command, int expect) throws MessagingException {
        if (!command.equals("RSET")) {
            super.issueCommand(command, expect);
        }
    }

    private int say(String command) throws MessagingException {
        return simpleCommand(command.getBytes(StandardCharsets.UTF_8));
    }

    /// The largest mail that the server takes, in bytes (RFC 1870); 0 if it does not say.
    private long sizeLimit() {
        @Nullable String limit = getExtensionParameter("SIZE");
        return limit != null && limit.matches("\\d{1,18}") ? Long.parseLong(limit) : 0;
    }

    /// What the server should know of the mail, if it asks for it (RFC 1870, RFC 6152, RFC 6531).
    /// The size is what it will be, but for line ends that become longer.
    private String parameters(String from, String to, MailBytes mail) {
        StringBuilder parameters = new StringBuilder();
        if (supportsExtension("SIZE")) {
            parameters.append(" SIZE=").append(mail.size());
        }
        if (supportsExtension("8BITMIME") && mail.eightBit()) {
            parameters.append(" BODY=8BITMIME");
        }
        if (supportsExtension("SMTPUTF8") && !(ascii(from) && ascii(to))) {
            parameters.append(" SMTPUTF8");
        }
        return parameters.toString();
    }

    private SmtpAnswer answer(int code) {
        return code >= 200 && code < 600
                ? new SmtpAnswer.Reply(stage, code, String.valueOf(getLastServerResponse()))
                : new SmtpAnswer.Broken(stage);
    }

    private static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
