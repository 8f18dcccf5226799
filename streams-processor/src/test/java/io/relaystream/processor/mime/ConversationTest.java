package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.processor.delivery.Requests;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Mails that answer each other, with a mail program on either side. Each side knows its own ids
/// only, and both see one conversation.
class ConversationTest {
    private static final String OWNERS = "own.1@home.example";

    @Test
    void threadsOnBothSides() throws MessagingException {
        MimeMessage first = forward(mail("1@shop.example", "", ""));
        MimeMessage answer = reply(answerTo(first, OWNERS));

        assertThat(ids(answer, "In-Reply-To")).containsExactly("1@shop.example");
        assertThat(ids(answer, "References")).containsExactly("1@shop.example");
        String seen = ids(answer, "Message-ID").getFirst();
        assertThat(seen).isEqualTo(Replies.hidden(OWNERS)).doesNotContain("home");

        MimeMessage second = forward(answerTo(answer, "2@shop.example"));

        assertThat(ids(second, "In-Reply-To")).containsExactly(OWNERS);
        assertThat(ids(second, "References")).containsExactly("1@shop.example", seen, OWNERS);

        MimeMessage again = reply(answerTo(second, "own.2@home.example"));

        assertThat(ids(again, "In-Reply-To")).containsExactly("2@shop.example");
        assertThat(ids(again, "References"))
                .containsExactly("1@shop.example", seen, "2@shop.example");

        MimeMessage third = forward(answerTo(again, "3@shop.example"));

        assertThat(ids(third, "References"))
                .containsExactly(
                        "1@shop.example",
                        seen,
                        OWNERS,
                        "2@shop.example",
                        Replies.hidden("own.2@home.example"),
                        "own.2@home.example");
    }

    /// The owner's ids tell nothing by themselves; the pair does.
    @Test
    void knowsTheOwnersIdsByTheirTwins() throws MessagingException {
        String own = "1234@provider.example";
        MimeMessage answer = reply(answerTo(forward(mail("1@shop.example", "", "")), own));
        MimeMessage second = forward(answerTo(answer, "2@shop.example"));

        MimeMessage again = reply(answerTo(second, "5678@provider.example"));

        assertThat(ids(again, "References"))
                .containsExactly("1@shop.example", Replies.hidden(own), "2@shop.example");
    }

    /// As Amazon SES does, on both ways.
    @Test
    void threadsWhenTheProviderGivesMailsOtherIds() throws MessagingException {
        byte[] mail = mail("2@shop.example", "<1@shop.example>", "<1@shop.example>");
        MimeMessage forwarded = read(forwarded(mail, false));
        assertThat(ids(forwarded, "References"))
                .containsExactly("1@shop.example", "2@shop.example");
        forwarded.setHeader("Message-ID", "<0102-3@eu-west-1.amazonses.com>");

        MimeMessage answer = read(replied(answerTo(forwarded, OWNERS), false));

        String seen = Replies.hidden(OWNERS);
        assertThat(ids(answer, "In-Reply-To")).containsExactly("2@shop.example");
        assertThat(ids(answer, "References"))
                .containsExactly("1@shop.example", "2@shop.example", seen);
        answer.setHeader("Message-ID", "<0102-4@eu-west-1.amazonses.com>");

        MimeMessage second = read(forwarded(answerTo(answer, "3@shop.example"), false));

        assertThat(ids(second, "In-Reply-To")).containsExactly(OWNERS);
        assertThat(ids(second, "References"))
                .containsExactly(
                        "1@shop.example",
                        "2@shop.example",
                        seen,
                        OWNERS,
                        "0102-4@eu-west-1.amazonses.com",
                        "3@shop.example");
    }

    /// The correspondent may send by Amazon SES, too: such an id is as good as any other then.
    @Test
    void keepsTheIdsOfACorrespondentWhoSendsByAmazon() throws MessagingException {
        String own = "0102-9@email.amazonses.com";
        byte[] mail = mail(own, "<1@shop.example>", "<1@shop.example>");

        MimeMessage answer = reply(answerTo(forward(mail), OWNERS));

        assertThat(ids(answer, "In-Reply-To")).containsExactly(own);
        assertThat(ids(answer, "References")).containsExactly("1@shop.example", own);
        assertThat(
                        ids(
                                forward(
                                        mail(
                                                "3@shop.example",
                                                "<" + own + ">",
                                                "<1@shop.example> <" + own + ">")),
                                "In-Reply-To"))
                .containsExactly(own);
    }

    @Test
    void remembersTheFirstMailForAProviderThatGivesOtherIds() throws MessagingException {
        assertThat(ids(read(forwarded(mail("1@shop.example", "", ""), false)), "References"))
                .containsExactly("1@shop.example");
        assertThat(
                        ids(
                                read(
                                        forwarded(
                                                mail("1@shop.example", "<0@shop.example>", ""),
                                                false)),
                                "References"))
                .containsExactly("0@shop.example", "1@shop.example");
    }

    @Test
    void leavesReferencesAsTheyCameIfNoneIsOurs() throws MessagingException {
        byte[] mail = mail("2@shop.example", "see <1@shop.example>", "<0@shop.example>\t<1@x>");

        assertThat(new String(forwarded(mail, true), ISO_8859_1))
                .contains("\r\nIn-Reply-To: see <1@shop.example>\r\n")
                .contains("\r\nReferences: <0@shop.example>\t<1@x>\r\n");
    }

    @Test
    void keepsTheFirstAndTheNewestOfAbsurdlyManyReferences() throws MessagingException {
        String many =
                IntStream.range(0, 1000)
                        .mapToObj(number -> "<" + number + "@shop.example>")
                        .collect(Collectors.joining("\r\n "));

        MimeMessage forwarded = forward(mail("x@shop.example", "", many));

        assertThat(ids(forwarded, "References"))
                .hasSize(MessageIdList.MAX_IDS)
                .startsWith("0@shop.example", "951@shop.example")
                .endsWith("999@shop.example");
    }

    @Test
    void doesNotGiveAnIdBackToSomebodyElse() throws MessagingException {
        String others =
                Requests.SEALS.messageIds().hidden("00000000-0000-4000-8000-000000000000", OWNERS);

        MimeMessage forwarded =
                forward(mail("2@shop.example", "<" + others + ">", "<" + others + ">"));

        assertThat(ids(forwarded, "In-Reply-To")).containsExactly(others);
        assertThat(ids(forwarded, "References")).containsExactly(others);
    }

    private static byte[] mail(String id, String parent, String references) {
        return ("From: jane@shop.example\r\nTo: <open@relay.localhost>\r\nMessage-ID: <%s>\r\n"
                        + (parent.isEmpty() ? "" : "In-Reply-To: " + parent + "\r\n")
                        + (references.isEmpty() ? "" : "References: " + references + "\r\n")
                        + "\r\nHi\r\n")
                .formatted(id)
                .getBytes(ISO_8859_1);
    }

    /// What a mail program writes (RFC 5322 section 3.6.4).
    private static byte[] answerTo(MimeMessage mail, String id) throws MessagingException {
        String[] replyTo = mail.getHeader("Reply-To");
        List<String> references = new ArrayList<>(ids(mail, "References"));
        if (references.isEmpty()) {
            references.addAll(ids(mail, "In-Reply-To"));
        }
        references.addAll(ids(mail, "Message-ID"));
        return "From: someone@somewhere.example\r\nTo: %s\r\nMessage-ID: <%s>\r\nIn-Reply-To: %s\r\nReferences: <%s>\r\n\r\nHi\r\n"
                .formatted(
                        replyTo == null ? mail.getHeader("From", null) : replyTo[0],
                        id,
                        mail.getHeader("Message-ID", null),
                        String.join(">\r\n <", references))
                .getBytes(ISO_8859_1);
    }

    private static MimeMessage forward(byte[] mail) throws MessagingException {
        return read(forwarded(mail, true));
    }

    private static byte[] forwarded(byte[] mail, boolean keepsMessageId) {
        return ForwardedMessage.of(
                        RawMail.of(mail),
                        Requests.ordinary(),
                        Requests.SEALS,
                        Requests.DASHBOARD,
                        keepsMessageId)
                .mail()
                .toBytes();
    }

    private static MimeMessage reply(byte[] mail) throws MessagingException {
        return read(replied(mail, true));
    }

    private static byte[] replied(byte[] mail, boolean keepsMessageId) {
        return ReplyMessage.of(RawMail.of(mail), Replies.request(), Requests.SEALS, keepsMessageId)
                .orElseThrow()
                .toBytes();
    }

    private static MimeMessage read(byte[] mail) throws MessagingException {
        return new MimeMessage(
                Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
    }

    private static List<String> ids(MimeMessage mail, String field) throws MessagingException {
        String[] values = mail.getHeader(field);
        return values == null
                ? List.of()
                : MessageIdList.of(new HeaderField(field, String.join(" ", values)));
    }
}
