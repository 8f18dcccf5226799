package io.relaystream.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MailCatcherIT {
    private static final String MAIL =
            """
            From: Alice <alice@example.org>\r
            Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r
             folded\r
            Content-Transfer-Encoding: 8bit\r
            \r
            Grüße\r
            .\r
            ..two dots\r
            \r
            """;

    private final MailCatcher catcher = MailCatcher.start(0);

    @AfterEach
    void close() {
        catcher.close();
        Thread.setDefaultUncaughtExceptionHandler(null);
    }

    @Test
    void catchesTheEnvelope() throws MessagingException {
        // Given
        Instant before = Instant.now();

        // When
        send("bounces@relay.example", MAIL, "bob@example.net", "carol@example.com");

        // Then
        assertThat(catcher.mails())
                .singleElement()
                .satisfies(
                        mail -> {
                            assertThat(mail.sender()).isEqualTo("bounces@relay.example");
                            assertThat(mail.recipients())
                                    .containsExactlyInAnyOrder(
                                            "bob@example.net", "carol@example.com");
                            assertThat(mail.receivedAt()).isBetween(before, Instant.now());
                        });
    }

    @Test
    void catchesEveryByte() throws MessagingException {
        send("bounces@relay.example", MAIL, "bob@example.net");

        assertThat(catcher.mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.raw()).asString().isEqualTo(MAIL));
    }

    @Test
    void takesTheNullSender() throws MessagingException {
        send("<>", MAIL, "bob@example.net");

        assertThat(catcher.mails()).extracting(CaughtMail::sender).containsExactly("");
    }

    @Test
    void takesManyMailsOnOneConnection() throws MessagingException {
        // Given
        Session session = session("bounces@relay.example");

        // When
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            for (int mail = 0; mail < 20; mail++) {
                transport.sendMessage(message(session, MAIL), addresses("bob@example.net"));
            }
        }

        // Then
        assertThat(catcher.count()).isEqualTo(20);
        assertThat(catcher.mails()).hasSize(20);
    }

    @Test
    void takesAnEmptyMail() throws IOException {
        talk(
                """
                HELO client\r
                MAIL FROM:<alice@example.org>\r
                RCPT TO:<bob@example.net>\r
                DATA\r
                .\r
                QUIT\r
                """);

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () ->
                                assertThat(catcher.mails())
                                        .singleElement()
                                        .satisfies(mail -> assertThat(mail.raw()).isEmpty()));
    }

    @Test
    void outlivesAClientThatBreaksOff() throws Exception {
        // Given
        var defect = new AtomicReference<Throwable>();
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> defect.set(thrown));

        // When
        talk(
                """
                HELO client\r
                MAIL FROM:<alice@example.org>\r
                RCPT TO:<bob@example.net>\r
                DATA\r
                half a mail""");
        await().atMost(Duration.ofSeconds(5)).until(() -> sessions() == 0);

        // Then
        send("bounces@relay.example", MAIL, "bob@example.net");
        assertThat(catcher.count()).isEqualTo(1);
        assertThat(defect).hasNullValue();
    }

    @Test
    void showsNoAddressInItsText() throws MessagingException {
        send("bounces@relay.example", MAIL, "bob@example.net");

        assertThat(catcher.mails())
                .singleElement()
                .hasToString(
                        "CaughtMail[1 recipients, %d bytes]",
                        MAIL.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void refusesAPortThatIsTaken() {
        assertThatThrownBy(() -> MailCatcher.start(catcher.port()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("of the embedded mail catcher must be free");
    }

    private void send(String sender, String mail, String... recipients) throws MessagingException {
        Session session = session(sender);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(message(session, mail), addresses(recipients));
        }
    }

    private Session session(String sender) {
        var settings = new Properties();
        settings.setProperty("mail.smtp.host", "127.0.0.1");
        settings.setProperty("mail.smtp.port", String.valueOf(catcher.port()));
        settings.setProperty("mail.smtp.from", sender);
        settings.setProperty("mail.smtp.connectiontimeout", "5000");
        settings.setProperty("mail.smtp.timeout", "5000");
        return Session.getInstance(settings);
    }

    private static MimeMessage message(Session session, String mail) throws MessagingException {
        return new MimeMessage(
                session, new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
    }

    private static InternetAddress[] addresses(String... addresses) throws MessagingException {
        return InternetAddress.parse(String.join(",", addresses));
    }

    /// Sends the lines without waiting for replies, and closes the connection.
    private void talk(String lines) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), catcher.port())) {
            socket.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            socket.setSoTimeout(5_000);
            socket.getInputStream().readAllBytes();
        }
    }

    private long sessions() {
        String name = "smtp:127.0.0.1:%d<-".formatted(catcher.port());
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(name))
                .count();
    }
}
