package io.relaystream.api.edge.smtp;

import io.relaystream.api.edge.smtp.SmtpConfig.StartTls;
import io.relaystream.api.identity.Letter;
import io.relaystream.api.identity.LinkMailer;
import io.relaystream.platform.config.Secret;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Properties;

/// Sends each letter on a connection of its own: there are few.
///
/// @param aliasDomain whose `noreply` letters come from
public record SmtpLinkMailer(SmtpConfig config, String aliasDomain) implements LinkMailer {
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    @Override
    public void send(Letter letter) throws IOException {
        Session session = Session.getInstance(properties());
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage mail = mail(session, letter);
            transport.connect(
                    config.host(),
                    config.port(),
                    config.username().orElse(null),
                    config.password().map(Secret::value).orElse(null));
            transport.sendMessage(mail, mail.getAllRecipients());
        } catch (MessagingException e) {
            // Not its message: servers quote addresses in it.
            throw new IOException(
                    "The SMTP server did not take a letter: " + e.getClass().getSimpleName());
        }
    }

    private MimeMessage mail(Session session, Letter letter) throws MessagingException {
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress("Relaystream <noreply@" + aliasDomain + ">"));
        mail.setRecipient(RecipientType.TO, new InternetAddress(letter.to().value()));
        mail.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        mail.setHeader("Date", DATE.format(Instant.now().atOffset(ZoneOffset.UTC)));
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setText(letter.text(), StandardCharsets.UTF_8.name());
        mail.saveChanges();
        return mail;
    }

    private Properties properties() {
        String timeout = String.valueOf(TIMEOUT.toMillis());
        Properties properties = new Properties();
        properties.put("mail.smtp.from", "noreply@" + aliasDomain);
        properties.put("mail.smtp.localhost", aliasDomain);
        properties.put("mail.smtp.auth", String.valueOf(config.username().isPresent()));
        properties.put("mail.smtp.connectiontimeout", timeout);
        properties.put("mail.smtp.timeout", timeout);
        properties.put("mail.smtp.writetimeout", timeout);
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        properties.put(
                "mail.smtp.starttls.enable", String.valueOf(config.startTls() != StartTls.OFF));
        properties.put(
                "mail.smtp.starttls.required",
                String.valueOf(config.startTls() == StartTls.REQUIRED));
        properties.put("mail.mime.allowutf8", "true");
        return properties;
    }
}
