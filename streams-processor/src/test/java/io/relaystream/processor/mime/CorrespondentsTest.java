package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.processor.delivery.Requests;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whom an owner's mail program writes to when the owner answers a forwarded mail.
class CorrespondentsTest {

    @Test
    void putsReverseAddressesInThePlaceOfEverybodyElse() {
        Forwarded forwarded =
                forward(
                        """
                        From: Jane Doe <jane@shop.example>
                        To: Me <open+shop@relay.localhost>, "Doe, Bob" <bob@shop.example>
                        Cc: ann@shop.example, Bob <BOB@shop.example>, <owner+x@home.example>

                        Hi
                        """);

        assertThat(text(forwarded))
                .contains(
                        """
                        To: <open@relay.localhost>,
                         "Doe, Bob (bob at shop.example)"
                         <{BOB}>
                        Cc: "ann at shop.example"
                         <{ANN}>
                        Reply-To: "Jane Doe (jane at shop.example)"
                         <{JANE}>
                        """
                                .replace("{ANN}", reverse("ann@shop.example"))
                                .transform(Replies::filled)
                                .replace("\n", "\r\n"))
                .contains("\r\nX-Relaystream-Original-To: \"Doe, Bob\" <bob@shop.example>\r\n")
                .contains(
                        "\r\nX-Relaystream-Original-Cc: ann@shop.example,\r\n Bob <BOB@shop.example>\r\n");
        assertThat(forwarded.correspondents())
                .containsExactly(Replies.JANE, Replies.BOB, new EmailAddress("ann@shop.example"));
    }

    @Test
    void answersGoWhereTheSenderWantsThem() {
        Forwarded forwarded =
                forward(
                        "From: jane@shop.example\nReply-To: bob@shop.example, Ann <ann@shop.example>\n\n");

        assertThat(text(forwarded))
                .contains(
                        "\r\nReply-To: \"bob at shop.example\"\r\n <%s>,\r\n \"Ann (ann at shop.example)\"\r\n <%s>\r\n"
                                .formatted(
                                        Replies.reverse(Replies.BOB), reverse("ann@shop.example")));
        assertThat(forwarded.correspondents())
                .containsExactly(Replies.BOB, new EmailAddress("ann@shop.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Reply-To: open@relay.localhost\nFrom: jane@shop.example\n\n",
                "Reply-To: owner@home.example\nFrom: jane@shop.example\n\n",
                "Reply-To: nobody\nFrom: jane@shop.example\n\n",
                "Reply-To: <{BOB}>\nFrom: jane@shop.example\n\n",
                "From: people: jane@shop.example;\n\n"
            })
    void answersGoToTheAuthorIfTheyCanGoNowhereElse(String mail) {
        assertThat(forward(mail).correspondents()).containsExactly(Replies.JANE);
    }

    @Test
    void answersGoNowhereIfThereIsNoAddress() {
        Forwarded forwarded = forward("From: Jane\nTo: undisclosed-recipients:;\n\n");

        assertThat(text(forwarded)).doesNotContain("Reply-To:").doesNotContain("\r\nCc:");
        assertThat(forwarded.correspondents()).isEmpty();
    }

    @Test
    void leavesOutGroupsAndWhatIsNoAddress() {
        assertThat(
                        forward(
                                        "From: jane@shop.example\nCc: team: ann@shop.example, tom@shop.example;, nonsense, x@, bob@shop.example\n\n")
                                .correspondents())
                .containsExactly(Replies.JANE, Replies.BOB);
    }

    @Test
    void namesNoMoreThanAReplyMayBeFor() {
        String many =
                IntStream.range(0, 200)
                        .mapToObj(number -> number + "@shop.example")
                        .collect(Collectors.joining(",\n "));

        Forwarded forwarded =
                forward(
                        "From: jane@shop.example\nReply-To: "
                                + many
                                + "\nTo: "
                                + many
                                + "\nCc: "
                                + many
                                + "\n\n");

        assertThat(forwarded.correspondents()).hasSize(Correspondents.MAX);
        assertThat(text(forwarded).lines()).allMatch(line -> line.length() < 998);
    }

    @Test
    void answersToAMailThatCannotBeReadGoToItsEnvelopeSender() {
        Forwarded forwarded = forward("no header");

        assertThat(forwarded.wrapped()).isTrue();
        assertThat(text(forwarded))
                .contains(
                        "\r\nReply-To: \"jane at shop.example\"\r\n <%s>\r\n"
                                .formatted(Replies.reverse(Replies.JANE)));
        assertThat(forwarded.correspondents()).containsExactly(Replies.JANE);
    }

    @Test
    void answersToAMailWithoutAnySenderGoNowhere() {
        Forwarded forwarded = forward("no header", Requests.withNullSender());

        assertThat(text(forwarded)).doesNotContain("Reply-To:");
        assertThat(forwarded.correspondents()).isEmpty();
    }

    private static String reverse(String address) {
        return Replies.reverse(new EmailAddress(address));
    }

    private static Forwarded forward(String mail) {
        return forward(mail, Requests.ordinary());
    }

    private static Forwarded forward(String mail, DeliveryRequest request) {
        byte[] bytes = Replies.filled(mail).replace("\n", "\r\n").getBytes(UTF_8);
        return ForwardedMessage.of(RawMail.of(bytes), request, Requests.SEALS, Requests.DASHBOARD);
    }

    private static String text(Forwarded forwarded) {
        return new String(forwarded.mail().toBytes(), ISO_8859_1);
    }
}
