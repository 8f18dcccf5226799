package io.relaystream.embedded;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.smtp.SmtpConnection;
import com.icegreen.greenmail.smtp.SmtpManager;
import com.icegreen.greenmail.smtp.SmtpState;
import com.icegreen.greenmail.smtp.commands.MailCommand;
import java.util.regex.Pattern;

/// `MAIL FROM` for every sender. GreenMail accepts the null sender of RFC 5321, 4.5.5 here, but
/// then refuses the `RCPT` that follows as if there had been none.
final class AnySenderCommand extends MailCommand {
    private static final Pattern NULL_SENDER =
            Pattern.compile("MAIL FROM:\\s?<>", Pattern.CASE_INSENSITIVE);

    @Override
    public void execute(
            SmtpConnection connection, SmtpState state, SmtpManager manager, String line) {
        super.execute(connection, state, manager, line);
        if (NULL_SENDER.matcher(line).lookingAt()) {
            state.getMessage().setReturnPath(new MailAddress(""));
        }
    }
}
