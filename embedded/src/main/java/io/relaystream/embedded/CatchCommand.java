package io.relaystream.embedded;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.smtp.SmtpConnection;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.smtp.commands.SmtpCommand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;

/// `DATA` that reads a mail to its end and hands it on with its envelope, byte for byte.
final class CatchCommand extends SmtpCommand {
    private static final byte[] CRLF = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Consumer<CaughtMail> caught;

    CatchCommand(Consumer<CaughtMail> caught) {
        this.caught = caught;
    }

    @Override
    public void execute(
            SmtpConnection connection, SmtpState state, SmtpManager manager, String line)
            throws IOException {
        MovingMessage envelope = state.getMessage();
        // GreenMail accepts no recipient without a sender.
        if (envelope.getToAddresses().isEmpty()) {
            connection.send("503 RCPT command(s) required");
            return;
        }
        connection.send("354 Start mail input; end with <CRLF>.<CRLF>");
        byte[] raw = read(connection);
        caught.accept(
                new CaughtMail(
                        envelope.getReturnPath().getEmail(),
                        envelope.getToAddresses().stream().map(MailAddress::getEmail).toList(),
                        Instant.now(),
                        raw));
        connection.send("250 OK");
        state.clearMessage();
    }

    /// GreenMail cuts off the line break before the final dot, but that one ends the last line of
    /// the mail. A line break put before everything gives it something to cut off an empty mail
    /// too.
    private static byte[] read(SmtpConnection connection) throws IOException {
        try (InputStream input = connection.dotLimitedInputStream(CRLF)) {
            byte[] data = input.readAllBytes();
            if (data.length == 0) {
                return data;
            }
            var raw = new ByteArrayOutputStream(data.length);
            raw.write(data, CRLF.length, data.length - CRLF.length);
            raw.write(CRLF);
            return raw.toByteArray();
        }
    }
}
