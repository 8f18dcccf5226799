package io.relaystream.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.relaystream.embedded.CaughtMail;
import io.relaystream.embedded.SesMail;
import io.relaystream.standalone.edge.SesGate;
import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A conversation behind an alias, on the whole system: nobody but us ever sees the owner's
/// mailbox, and mail programs thread it on both sides.
class RepliesIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String JANE = "jane@shop.example";
    private static final String BOB = "bob@firm.example";

    @TempDir static Path dataDir;
    private static Standalone system;
    private static TestApi admin;
    private static SesGate gate;
    private static CanonicalTail records;

    @BeforeAll
    static void start() throws Exception {
        Map<String, String> environment = FreePorts.environment(dataDir);
        StandaloneConfig config = StandaloneConfig.from(environment);
        system =
                new Standalone(
                        config,
                        environment,
                        new Console(
                                new PrintStream(
                                        new ByteArrayOutputStream(),
                                        true,
                                        StandardCharsets.UTF_8)));
        admin = new TestApi(config.api(), config.adminToken().value());
        gate = new SesGate(config.sesGate());
        records = CanonicalTail.fromNow(config.canonicalFile());
    }

    @AfterAll
    static void stop() {
        gate.close();
        system.close();
    }

    @Test
    void aConversationOfThreeThreadsOnBothSidesAndShowsTheAliasOnly() throws Exception {
        // Given
        Owner owner = owner("premium");

        // When
        MimeMessage received =
                delivered(
                        post(
                                JANE,
                                """
                                From: Jane Doe <jane@shop.example>
                                To: %s
                                Cc: Bob <bob@firm.example>
                                Subject: The order
                                Message-ID: <first@shop.example>

                                Which size?
                                """
                                        .formatted(owner.alias),
                                owner.alias),
                        owner.email);

        // Then
        String jane = addresses(received.getReplyTo()).getFirst();
        String bob = addresses(received.getRecipients(RecipientType.CC)).getFirst();
        assertThat(Stream.of(jane, bob)).allMatch(it -> it.endsWith("@replies.relay.localhost"));
        assertThat(received.getMessageID()).isEqualTo("<first@shop.example>");

        // When
        SesMail answer =
                post(
                        owner.email,
                        """
                        From: The Owner <%1$s>
                        To: "Jane Doe (jane at shop.example)" <%2$s>
                        Cc: %3$s, %4$s
                        Subject: Re: The order
                        Message-ID: <answer-1@home.example>
                        In-Reply-To: <first@shop.example>
                        References: <first@shop.example>
                        User-Agent: Home Mail

                        Large, please. Write to %1$s if you like.

                        On Monday, Jane Doe (jane at shop.example) <%2$s> wrote:
                        > Which size?
                        """
                                .formatted(owner.email, jane, bob, owner.alias),
                        jane,
                        bob,
                        owner.alias);

        // Then
        MimeMessage atJane = delivered(answer, JANE);
        MimeMessage atBob = delivered(answer, BOB);
        for (MimeMessage copy : List.of(atJane, atBob)) {
            assertThat(addresses(copy.getFrom())).containsExactly(owner.alias);
            assertThat(addresses(copy.getRecipients(RecipientType.TO))).containsExactly(JANE);
            assertThat(addresses(copy.getRecipients(RecipientType.CC))).containsExactly(BOB);
            assertThat(copy.getHeader("In-Reply-To", null)).isEqualTo("<first@shop.example>");
            assertThat(text(copy))
                    .contains("Large, please. Write to " + owner.alias + " if you like.")
                    .contains("<jane@shop.example> wrote:")
                    .doesNotContainIgnoringCase(owner.email)
                    .doesNotContain("home.example", "The Owner", "Home Mail", "replies.");
        }

        assertThat(
                        await().atMost(SOON)
                                .until(
                                        () -> records.recordsOf(answer.messageId()),
                                        ended -> ended.size() == 3))
                .extracting(RepliesIT::reason)
                .containsExactlyInAnyOrder("sent", "sent", "own_reply");

        // When
        SesMail next =
                post(
                        JANE,
                        """
                        From: Jane Doe <jane@shop.example>
                        To: %s
                        Subject: Re: The order
                        Message-ID: <second@shop.example>
                        In-Reply-To: %2$s
                        References: <first@shop.example> %2$s

                        It is on its way.
                        """
                                .formatted(owner.alias, atJane.getMessageID()),
                        owner.alias);

        // Then
        MimeMessage again = delivered(next, owner.email);
        assertThat(again.getHeader("In-Reply-To", null)).isEqualTo("<answer-1@home.example>");
        assertThat(again.getHeader("References", " ")).contains("<answer-1@home.example>");
        assertThat(addresses(again.getReplyTo())).containsExactly(jane);
    }

    @Test
    void nobodyElseCanWriteInTheNameOfTheAlias() throws Exception {
        Owner owner = owner("premium");
        String jane = reverseAddress(owner);

        assertThat(reason(answer(JANE, jane, mail -> mail))).isEqualTo("reply_from_stranger");
        assertThat(reason(answer(owner.email, jane, mail -> mail.failingDmarc("none"))))
                .isEqualTo("reply_unauthenticated");
        assertThat(
                        reason(
                                answer(
                                        owner.email,
                                        "0".repeat(50) + "@replies.relay.localhost",
                                        mail -> mail)))
                .isEqualTo("unknown_reply_address");
        assertThat(reason(answer(owner.email, jane, mail -> mail))).isEqualTo("sent");
    }

    @Test
    void anOwnerOnTheFreePlanIsToldThatTheAnswerWasNotSent() throws Exception {
        Owner owner = owner("free");
        String jane = reverseAddress(owner);

        assertThat(reason(answer(owner.email, jane, mail -> mail)))
                .isEqualTo("reply_needs_premium");

        await().atMost(SOON)
                .until(
                        () ->
                                system.catcher().mails().stream()
                                        .filter(mail -> mail.recipients().contains(owner.email))
                                        .anyMatch(
                                                mail ->
                                                        text(mail)
                                                                .contains(
                                                                        "Auto-Submitted: auto-generated")));
    }

    /// The way back to somebody who has written to the alias.
    private static String reverseAddress(Owner owner) throws Exception {
        SesMail mail =
                post(
                        JANE,
                        "From: %s\nTo: %s\nSubject: Hello\n\nHello.\n".formatted(JANE, owner.alias),
                        owner.alias);
        return addresses(delivered(mail, owner.email).getReplyTo()).getFirst();
    }

    private static JsonNode answer(String from, String to, UnaryOperator<SesMail> change)
            throws Exception {
        SesMail mail =
                change.apply(
                        mail(
                                from,
                                "From: %s\nTo: %s\nSubject: Re: Hello\n\nHello.\n"
                                        .formatted(from, to),
                                to));
        gate.deliver(mail);
        return onlyRecord(mail);
    }

    private static SesMail post(String from, String raw, String... recipients) throws Exception {
        SesMail mail = mail(from, raw, recipients);
        gate.deliver(mail);
        return mail;
    }

    private static SesMail mail(String from, String raw, String... recipients) {
        return SesMail.received(
                raw.getBytes(StandardCharsets.UTF_8), from, List.of(recipients), Instant.now());
    }

    private static MimeMessage delivered(SesMail mail, String recipient) throws Exception {
        CaughtMail caught =
                await().atMost(SOON)
                        .until(() -> caught(mail, recipient), found -> found.size() == 1)
                        .getFirst();
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(caught.raw()));
    }

    private static List<CaughtMail> caught(SesMail mail, String recipient) throws Exception {
        List<String> deliveries =
                records.recordsOf(mail.messageId()).stream()
                        .map(record -> record.path("delivery_id").asText())
                        .toList();
        return system.catcher().mails().stream()
                .filter(it -> it.recipients().contains(recipient))
                .filter(it -> deliveries.stream().anyMatch(text(it)::contains))
                .toList();
    }

    private static JsonNode onlyRecord(SesMail mail) {
        return await().atMost(SOON)
                .until(() -> records.recordsOf(mail.messageId()), it -> it.size() == 1)
                .getFirst();
    }

    private static String reason(JsonNode record) {
        return record.path("reason").asText();
    }

    private static List<String> addresses(Address[] addresses) {
        return Arrays.stream(addresses)
                .map(address -> ((InternetAddress) address).getAddress())
                .toList();
    }

    private static String text(CaughtMail mail) {
        return new String(mail.raw(), StandardCharsets.UTF_8);
    }

    private static String text(MimeMessage mail) throws Exception {
        var raw = new ByteArrayOutputStream();
        mail.writeTo(raw);
        return raw.toString(StandardCharsets.UTF_8);
    }

    /// An account with an alias.
    private record Owner(String email, String alias) {}

    private static Owner owner(String plan) throws Exception {
        String email = "owner-%s@home.example".formatted(UUID.randomUUID());
        JsonNode account =
                admin.post(
                        "/api/v1/accounts",
                        "{\"email\":\"%s\",\"plan\":\"%s\"}".formatted(email, plan));
        JsonNode alias =
                admin.as(account.path("token").asText())
                        .post("/api/v1/aliases", "{\"kind\":\"random\"}");
        return new Owner(email, alias.path("address").asText());
    }
}
