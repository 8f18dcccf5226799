package io.relaystream.api.edge.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.api.edge.smtp.SmtpConfig.StartTls;
import io.relaystream.api.identity.Letter;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.platform.config.Secret;
import io.relaystream.testsupport.FakeSmtpServer;
import io.relaystream.testsupport.Reaction;
import io.relaystream.testsupport.ReceivedMail;
import io.relaystream.testsupport.Stage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtpLinkMailerIT {
    private static final Letter LETTER =
            new Letter(
                    new EmailAddress("canary@home.example"),
                    "Grüße",
                    "Hello,\n\n.dots and ümlauts\n");
    private final FakeSmtpServer smtp = FakeSmtpServer.start();

    @AfterEach
    void close() {
        smtp.close();
    }

    @Test
    void letterArrivesAsItIs() throws Exception {
        mailer(Optional.empty(), StartTls.WHEN_OFFERED).send(LETTER);

        ReceivedMail mail = smtp.mails().getFirst();
        assertThat(mail.mailFrom()).isEqualTo("noreply@relay.example");
        assertThat(mail.recipients()).isEqualTo(List.of("canary@home.example"));
        assertThat(mail.content())
                .contains(
                        "From: Relaystream <noreply@relay.example>\r\n",
                        "Subject: =?UTF-8?Q?Gr=C3=BC=C3=9Fe?=\r\n",
                        "Content-Type: text/plain; charset=UTF-8\r\n",
                        "Auto-Submitted: auto-generated\r\n")
                .containsPattern("Date: \\w{3}, \\d{1,2} \\w{3} \\d{4} [\\d:]{8} GMT\r\n")
                .containsPattern("Message-ID: <.+>\r\n");
    }

    @Test
    void userSignsIn() throws Exception {
        smtp.offering("AUTH PLAIN LOGIN");

        mailer(Optional.of("user"), StartTls.OFF).send(LETTER);

        assertThat(smtp.commands()).contains("AUTH");
        assertThat(smtp.mails()).hasSize(1);
    }

    @Test
    void nothingGoesOutInTheClearWhereTlsIsRequired() {
        assertThatThrownBy(() -> mailer(Optional.empty(), StartTls.REQUIRED).send(LETTER))
                .isInstanceOf(IOException.class);
        assertThat(smtp.mails()).isEmpty();
    }

    @Test
    void refusalTellsNoAddress() {
        smtp.on(Stage.RCPT, Reaction.reply("550 5.1.1 <canary@home.example> unknown"));

        assertThatThrownBy(() -> mailer(Optional.empty(), StartTls.OFF).send(LETTER))
                .isInstanceOf(IOException.class)
                .hasNoCause()
                .hasMessageNotContaining("canary");
    }

    private SmtpLinkMailer mailer(Optional<String> user, StartTls startTls) {
        return new SmtpLinkMailer(
                new SmtpConfig(
                        "127.0.0.1",
                        smtp.port(),
                        user,
                        user.map(_ -> new Secret("password")),
                        startTls),
                "relay.example");
    }
}
