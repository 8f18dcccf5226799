package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a correspondent sees of an owner's answer.
class ReplyMessageTest {
    private static final String HEADER = "From: owner@home.example\nTo: {JANE}\n";

    @Test
    void saysWhatTheOwnerSaysInTheNameOfTheAlias() {
        String mail =
                """
                Return-Path: <owner@home.example>
                Received: from mail.home.example by inbound-smtp.example for {JANE};
                 Mon, 5 Jan 2026 13:00:00 +0100
                DKIM-Signature: v=1; d=home.example; b=abc
                Received: from [192.0.2.7] by mail.home.example
                Message-ID: <abc.1@home.example>
                Date: Mon, 5 Jan 2026 12:59:58 +0100
                MIME-Version: 1.0
                User-Agent: Mozilla Thunderbird
                Content-Language: en-GB
                Subject: Re: Your order
                To: "Jane Doe (jane at shop.example)" <{JANE}>
                Cc: Bob <{BOB}>, Friend <friend@else.example>, <open@relay.localhost>
                References: <0@shop.example> <1@shop.example>
                From: Olive Owner <owner@home.example>
                Organization: Home
                Autocrypt: addr=owner@home.example; keydata=abc
                In-Reply-To: <1@shop.example>
                X-Originating-IP: 192.0.2.7
                Disposition-Notification-To: owner@home.example
                Importance: high
                Content-Type: text/plain; charset=UTF-8; format=flowed
                Content-Transfer-Encoding: 7bit

                Write to owner@home.example, please.
                """;

        assertThat(reply(mail))
                .isEqualTo(
                        crlf(
                                """
                                From: "Olive" <open@relay.localhost>
                                To: <jane@shop.example>
                                Cc: <bob@shop.example>
                                Date: Mon, 5 Jan 2026 11:59:58 +0000
                                Message-ID: <%s>
                                In-Reply-To: <1@shop.example>
                                References: <0@shop.example>
                                 <1@shop.example>
                                Subject: Re: Your order
                                Importance: high
                                X-Relaystream-Delivery-Id: %s
                                MIME-Version: 1.0
                                Content-Language: en-GB
                                Content-Type: text/plain; charset=UTF-8; format=flowed
                                Content-Transfer-Encoding: 7bit

                                Write to open@relay.localhost, please.
                                """
                                        .formatted(
                                                Replies.hidden("abc.1@home.example"),
                                                Replies.DELIVERY_ID)));
    }

    @Test
    void givesTheSameBytesForTheSameInput() {
        byte[] mail = Replies.bytes(HEADER + "\nHi, owner@home.example\n");

        assertThat(Replies.reply(mail, Replies.request()).orElseThrow().toBytes())
                .isEqualTo(Replies.reply(mail.clone(), Replies.request()).orElseThrow().toBytes());
    }

    @Test
    void keepsABodyThatTellsNothing() {
        byte[] body = new byte[70_000];
        for (int at = 0; at < body.length; at++) {
            body[at] = (byte) (at * 31);
        }
        byte[] header = Replies.bytes(HEADER + "Content-Type: application/x-noise\n\n");
        byte[] mail = Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, mail, header.length, body.length);

        byte[] sent = Replies.reply(mail, Replies.request()).orElseThrow().toBytes();

        assertThat(Arrays.copyOfRange(sent, sent.length - body.length, sent.length))
                .isEqualTo(body);
    }

    // Whom it is from and to

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Olive | "Olive" <open@relay.localhost>
                    Olive "O" Owner | "Olive 'O' Owner" <open@relay.localhost>
                    ceo@bank.example | "ceo at bank.example" <open@relay.localhost>
                    Olive\\r\\nBcc: x@y.example | "Olive Bcc: x at y.example" <open@relay.localhost>
                    """)
    void showsTheNameThatTheOwnerChose(String name, String from) {
        String chosen = name.replace("\\r", "\r").replace("\\n", "\n");
        assertThat(reply(HEADER + "\nHi\n", Replies.named(chosen)))
                .startsWith("From: " + from + "\r\nTo: <jane@shop.example>\r\n")
                .doesNotContain("\r\nBcc");
    }

    @Test
    void writesANameInOtherLettersAsEncodedWords() {
        assertThat(reply(HEADER + "\nHi\n", Replies.named("Zoë")))
                .startsWith("From: =?UTF-8?B?Wm/Dqw==?= <open@relay.localhost>\r\n");
    }

    @Test
    void showsNoNameIfThereIsNone() {
        assertThat(reply(HEADER + "\nHi\n", Replies.named(null)))
                .startsWith("From: <open@relay.localhost>\r\n");
    }

    @Test
    void showsNoNameThatTellsTheOwnersMailbox() {
        assertThat(reply(HEADER + "\nHi\n", Replies.named("owner@home.example")))
                .startsWith("From: <open@relay.localhost>\r\n");
    }

    @Test
    void hidesWhoGotABlindCopy() {
        DeliveryRequest toBob = Replies.to(Replies.BOB, Replies.JANE);

        assertThat(reply("From: owner@home.example\nTo: {JANE}\nBcc: {BOB}\n\nHi\n", toBob))
                .contains("\r\nTo: <jane@shop.example>\r\n")
                .doesNotContain("bob@")
                .doesNotContain("Bcc");
    }

    @Test
    void isToTheOneWhoGotABlindCopyIfNobodyElseDid() {
        assertThat(reply("From: owner@home.example\nTo: friend@else.example\n\nHi\n"))
                .contains("\r\nTo: <jane@shop.example>\r\n")
                .doesNotContain("friend@");
    }

    @Test
    void isNeverToNobody() {
        assertThat(reply("From: owner@home.example\nCc: {BOB}\n\nHi\n"))
                .contains("\r\nTo: <bob@shop.example>\r\n")
                .doesNotContain("Cc:");
    }

    // Its place in the conversation

    @Test
    void hidesIdsOfTheOwner() {
        String own = "own.7@home.example";
        String other = "CA+x@mail.home.example";
        String twin = "twin@elsewhere.example";
        String references =
                "<1@shop.example> <%s> <%s>\n <%s> <%s> <2@shop.example>"
                        .formatted(own, other, Replies.hidden(twin), twin);

        assertThat(
                        reply(
                                HEADER
                                        + "In-Reply-To: <"
                                        + twin
                                        + ">\nReferences: "
                                        + references
                                        + "\n\n"))
                .contains("\r\nIn-Reply-To: <" + Replies.hidden(twin) + ">\r\n")
                .contains(
                        "\r\nReferences: <1@shop.example>\r\n <%s>\r\n <%s>\r\n <%s>\r\n <2@shop.example>\r\n"
                                .formatted(
                                        Replies.hidden(own),
                                        Replies.hidden(other),
                                        Replies.hidden(twin)));
    }

    @Test
    void keepsIdsOfACorrespondentWithTheSameProvider() {
        DeliveryRequest request = Replies.to(new EmailAddress("jane@home.example"));

        assertThat(reply(HEADER + "References: <1@mail.home.example>\n\n", request))
                .contains("\r\nReferences: <1@mail.home.example>\r\n");
    }

    @Test
    void hasAnIdOfItsOwnIfTheOwnersHasNone() {
        assertThat(reply(HEADER + "\n"))
                .contains("\r\nMessage-ID: <" + Replies.DELIVERY_ID + "@relay.localhost>\r\n")
                .contains("\r\nDate: Mon, 5 Jan 2026 12:00:00 +0000\r\n");
    }

    // Its texts

    @ParameterizedTest
    @ValueSource(
            strings = {
                "owner@home.example",
                "Owner@Home.Example",
                "owner+shop@home.example",
                "\"owner\"@home.example",
                "owner%40home.example",
                "owner%2540home.example",
                "%6fwner%40home%2Eexample",
                "owner&#64;home.example",
                "owner&#x40;home&period;example",
                "&#111;wner&commat;home.example",
                "owner\\u0040home.example",
                "owner\\@home.example",
                "owner&#37;40home.example",
                "owner\\40home.example",
                "owner=40home.example",
                "owner at home.example",
                "owner @ home.example",
                "owner+jane=40shop@home.example",
                "owner=\r\n@home.example",
                "=6Fwner@home.example",
                "owner\\40 home.example",
                "owner\\000040home.example",
                "owner\\'40home.example",
                "owner&lrm;@home.example",
                "owner&#x200f;@home.example",
                "\u00ef\u00bd\u008fwner\u00ef\u00bc\u00a0home\u00ef\u00bc\u008eexample",
                "owner\u00e2\u0080\u008e@home.example",
                "owner%E2%80%8E%40home.example",
                "ow\0ner@home.example"
            })
    void putsTheAliasInThePlaceOfTheOwnersMailboxHoweverItIsWritten(String written) {
        assertThat(reply(HEADER + "\nWrite to <" + written + ">.\n"))
                .endsWith("\r\n\r\nWrite to <open@relay.localhost>.\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "mailto:owner@home.example?x, mailto:open@relay.localhost?x",
        "%7Cowner%40home.example%7C, %7Copen@relay.localhost%7C",
        "*owner@home.example*, *open@relay.localhost*",
        "_owner@home.example_, _open@relay.localhost_",
        "for_owner@home.example, for_open@relay.localhost",
        "\\nowner@home.example, \\nopen@relay.localhost",
        "owner@home.example.Then, open@relay.localhost.Then",
        "jowner@home.example, jowner@home.example",
        "j.owner@home.example, j.owner@home.example",
        "owner@home.test, owner@home.test",
        "@home.example, @home.example"
    })
    void knowsWhereTheMailboxBegins(String written, String read) {
        assertThat(reply(HEADER + "\n" + written + "\n")).endsWith("\r\n\r\n" + read + "\r\n");
    }

    @Test
    void findsAnAddressThatTagsDivide() {
        assertThat(
                        reply(
                                HEADER
                                        + "Content-Type: text/html\n\n<b>owner</b>@home<wbr>.example &amp;\n"))
                .endsWith("\r\n\r\n<b>open@relay.localhost</b><wbr> &amp;\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!-- > -->", "<i>", "<wbr/>"})
    void findsAnAddressThatMarkupDivides(String markup) {
        assertThat(
                        reply(
                                HEADER
                                        + "Content-Type: image/svg+xml\n\nowner"
                                        + markup
                                        + "@home.example\n"))
                .contains("open@relay.localhost")
                .doesNotContain("owner");
    }

    @Test
    void findsAnAddressThatALongTagDivides() {
        String tag = "<b style=\"" + "x".repeat(900) + "\">";

        assertThat(reply(HEADER + "Content-Type: text/html\n\nowner" + tag + "@home.example\n"))
                .endsWith("\r\n\r\nopen@relay.localhost" + tag + "\r\n");
    }

    @Test
    void findsAnAddressThatIsFolded() {
        assertThat(
                        reply(
                                HEADER
                                        + "Content-Type: text/calendar\n\nATTENDEE:mailto:own\n er@home.exa\n mple\nX:1\n"))
                .endsWith("\r\n\r\nATTENDEE:mailto:open@relay.localhost\r\nX:1\r\n");
    }

    @Test
    void findsAnAddressInQuotedPrintable() {
        assertThat(
                        reply(
                                HEADER
                                        + "Content-Transfer-Encoding: quoted-printable\n\nowner=40ho=\nme.example =C3=A4\n"))
                .endsWith("\r\n\r\nopen@relay.localhost =C3=A4\r\n");
    }

    @Test
    void findsAnAddressInBase64() {
        assertThat(
                        reply(
                                HEADER
                                        + "Content-Transfer-Encoding: base64\n\n"
                                        + base64("owner@home.example".getBytes(UTF_8))))
                .endsWith("\r\n\r\n" + base64("open@relay.localhost".getBytes(UTF_8)));
    }

    @Test
    void findsAnAddressInUtf16() {
        String text =
                reply(
                        HEADER
                                + "Content-Type: text/plain; charset=utf-16le\nContent-Transfer-Encoding: base64\n\n"
                                + base64("Owner@home.example \u4f60".getBytes(UTF_16LE))
                                + "\n");

        assertThat(text)
                .endsWith(base64("open@relay.localhost \u4f60".getBytes(UTF_16LE)) + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "owner@m\u00fcller.example",
                "owner@M\u00dcLLER.example",
                "owner@mu\u0308ller.example",
                "owner@xn--mller-kva.example",
                "owner%40m%C3%BCller.example"
            })
    void findsAHostInItsOwnLetters(String written) {
        String mail = HEADER + "Content-Type: text/plain; charset=utf-8\n\n<" + written + ">\n";
        byte[] bytes = Replies.filled(mail).replace("\n", "\r\n").getBytes(UTF_8);
        DeliveryRequest request = Replies.from(new EmailAddress("owner@m\u00fcller.example"));

        assertThat(new String(Replies.reply(bytes, request).orElseThrow().toBytes(), UTF_8))
                .endsWith("\r\n\r\n<open@relay.localhost>\r\n");
    }

    @Test
    void leadsReverseAddressesInQuotationsToWhomTheyAreFor() {
        assertThat(reply(HEADER + "\nOn Monday, Jane Doe (jane at shop.example) <{JANE}> wrote:\n"))
                .endsWith("Jane Doe (jane at shop.example) <jane@shop.example> wrote:\r\n");
    }

    @Test
    void hidesReverseAddressesOfOthers() {
        String other = Replies.reverse(new EmailAddress("carol@shop.example"));

        assertThat(reply(HEADER + "\n<" + other + ">\n"))
                .endsWith("\r\n\r\n<open@relay.localhost>\r\n");
    }

    @Test
    void searchesLongTexts() {
        String filler = "0123456789\n".repeat(200_000);

        assertThat(reply(HEADER + "\n" + filler + "owner@home.example\n"))
                .endsWith("9\r\nopen@relay.localhost\r\n");
    }

    @Test
    void cleansEveryTextOfTheMail() {
        String mail =
                HEADER
                        + """
                        Content-Type: multipart/mixed; boundary=a

                        --a
                        Content-Type: multipart/alternative; boundary=b

                        --b

                        owner@home.example
                        --b
                        Content-Type: text/html
                        X-Sender: owner@home.example

                        <a href="mailto:owner%40home.example">owner@home.example</a>
                        --b--
                        --a
                        Content-Type: text/x-vcard; name="owner@home.example.vcf"
                        Content-Disposition: attachment;
                         filename*0="owner@ho"; filename*1="me.example.vcf"
                        Content-Description: =?utf-8?q?owner=40home.example?=

                        EMAIL:owner@home.example
                        --a--
                        """;

        assertThat(reply(mail))
                .doesNotContain("owner")
                .endsWith(
                        crlf(
                                """
                                --a
                                Content-Type: multipart/alternative; boundary=b

                                --b

                                open@relay.localhost
                                --b
                                Content-Type: text/html

                                <a href="mailto:open@relay.localhost">open@relay.localhost</a>
                                --b--
                                --a
                                Content-Type: text/x-vcard;
                                 name="open@relay.localhost.vcf"
                                Content-Disposition: attachment;
                                 filename="open@relay.localhost.vcf"
                                Content-Description: open@relay.localhost

                                EMAIL:open@relay.localhost
                                --a--
                                """));
    }

    @Test
    void cleansAttachedMails() {
        String mail =
                HEADER
                        + """
                        Content-Type: multipart/mixed; boundary=a

                        --a
                        Content-Type: message/rfc822

                        Delivered-To: owner@home.example
                        Received: by mail.home.example
                        From: "Jane Doe (jane at shop.example) via Relaystream" <open@relay.localhost>
                        To: Olive Owner <owner@home.example>, Bob <{BOB}>
                        Date: Mon, 5 Jan 2026 12:59:58 +0100
                        Subject: =?utf-8?q?For_owner=40home.example?=
                        X-Relaystream-Alias: open@relay.localhost

                        Dear owner@home.example
                        --a--
                        """;

        assertThat(reply(mail))
                .endsWith(
                        crlf(
                                """
                                --a
                                Content-Type: message/rfc822

                                From: "Jane Doe (jane at shop.example) via Relaystream" <open@relay.localhost>
                                To: <open@relay.localhost>,
                                 <bob@shop.example>
                                Date: Mon, 5 Jan 2026 11:59:58 +0000
                                Subject: For open@relay.localhost

                                Dear open@relay.localhost
                                --a--
                                """));
    }

    @Test
    void hidesTheHostInTheIdsOfPictures() {
        String mail =
                HEADER
                        + """
                        Content-Type: multipart/related; boundary=a

                        --a
                        Content-Type: text/html

                        <img src="cid:part1.AB@home.example">
                        --a
                        Content-Type: image/png
                        Content-ID: <part1.AB@home.example>

                        --a--
                        """;

        assertThat(reply(mail))
                .contains("<img src=\"cid:part1.AB@relay.localhost\">")
                .contains("\r\nContent-ID: <part1.AB@relay.localhost>\r\n")
                .doesNotContain("home.example");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Re: owner@home.example | Re: open@relay.localhost
                    =?utf-8?q?=C3=A4_owner=40home.example?= | =?UTF-8?B?w6Qgb3BlbkByZWxheS5sb2NhbGhvc3Q=?=
                    =?utf-8?q?owner=40ho?= =?utf-8?q?me.example?= | open@relay.localhost
                    =?utf-7?q?owner+AEA-home.example?= | ...
                    =?utf-8?q?a=0D=0ABcc:_owner=40home.example?= | a  Bcc: open@relay.localhost
                    =?utf-8?b?UmU6?b?b3duZXJAaG9tZS5leGFtcGxl?= and =?more | =?UTF-8?B?Li4uIGFuZCA9P21vcmU=?=
                    =?utf-8?q?J=C3=A4ne?= | =?utf-8?q?J=C3=A4ne?=
                    """)
    void cleansTheSubject(String subject, String clean) {
        assertThat(reply(HEADER + "Subject: " + subject + "\n\nHi\n"))
                .contains("\r\nSubject: " + clean + "\r\n");
    }

    // Our banner

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div class=\"relaystream-banner\" lang=\"en\" style=\"margin:0\">This mail was sent to your alias open@relay.localhost. <a href=\"https://relay.example/#alias=open%40relay.localhost\">Manage this alias</a></div>",
                "<div style=\"x\" class=\"m_-123relaystream-banner\"><div>This mail <a href='https://relay.example/#alias=open%40relay.localhost'>Manage</a></div></div>",
                "<p class=MsoNormal>This mail was sent to your alias <a href=\"mailto:open@relay.localhost\">open@relay.localhost</a>. <a href=\"https://safe.example/?url=https%3A%2F%2Frelay.example%2F%23alias%3Dopen%2540relay.localhost&data=owner%40home.example\">Manage this alias</a></p>"
            })
    void takesTheBannerOutOfQuotedHtml(String banner) {
        String text =
                reply(
                        HEADER
                                + "Content-Type: text/html\n\nThanks!<blockquote>"
                                + banner
                                + "<p>Your order</p></blockquote>\n");

        assertThat(text)
                .doesNotContain("anage")
                .doesNotContain("sent to")
                .contains("Thanks!<blockquote>")
                .endsWith("<p>Your order</p></blockquote>\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> This mail was sent to your alias open@relay.localhost. Manage this alias: https://relay.example/#alias=open%40relay.localhost\n>\n",
                ">> This mail was sent to your alias open@relay.localhost. Manage this\n>> alias: https://relay.example/#alias=open%40relay.localhost\n>> \n",
                "> This mail was sent to your alias open@relay.localhost. Manage this alias:\n> <https://relay.example/#alias=open%40relay.localhost>\n>\n",
                "This mail was sent to your alias open+tag@relay.localhost. Manage this alias\n[https://relay.example/#alias=open%40relay.localhost]\n\n",
                "> Ce message a =C3=A9t=C3=A9 envoy=C3=A9 =C3=A0 votre alias open@relay.localhost. G=C3=A9rer cet alias : https://relay.example/#alias=open%40relay.localhost\n>\n",
                "> Ce message a ete envoye a votre alias open@relay.localhost. Gerer cet alias : https://relay.example/#alias=open%40relay.localhost\n>\n",
                "> Diese E-Mail ging an Ihren Alias open@relay.localhost. Alias\n> verwalten: https://relay.example/#alias=open%40relay.localhost\n> \n"
            })
    void takesTheBannerOutOfQuotedText(String banner) {
        assertThat(
                        reply(
                                HEADER
                                        + "Content-Transfer-Encoding: quoted-printable\n\nThanks!\n"
                                        + banner.replace("#alias=", "#alias=3D")
                                        + "> Your order\n"))
                .endsWith("\r\n\r\nThanks!\r\n> Your order\r\n");
    }

    @Test
    void keepsWhatStandsBesideTheBanner() {
        assertThat(
                        reply(
                                HEADER
                                        + "\n> Hello. This mail was sent to your alias open@relay.localhost. Manage this alias: https://relay.example/#alias=open%40relay.localhost ok\n"))
                .endsWith("\r\n\r\n> Hello.  ok\r\n");
    }

    @Test
    void keepsWhatTheOwnerWroteBesideTheLink() {
        String link = "<a href=\"https://relay.example/#alias=open%40relay.localhost\">this</a>";

        assertThat(
                        reply(
                                HEADER
                                        + "Content-Type: text/html\n\n<p>I use "
                                        + link
                                        + " for my mail.</p>\n"))
                .endsWith("\r\n\r\n<p>I use  for my mail.</p>\r\n");
    }

    // What cannot be cleaned

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: multipart/signed; boundary=a; protocol=\"application/pgp-signature\"\n\n--a\n\nHi\n--a--\n",
                "Content-Type: multipart/encrypted; boundary=a\n\n--a\n\nHi\n--a--\n",
                "Content-Type: application/pkcs7-mime\n\nHi\n",
                "Content-Type: application/ms-tnef\n\nHi\n",
                "Content-Type: application/octet-stream; name=smime.p7m\n\nHi\n",
                "\n-----BEGIN PGP MESSAGE-----\n",
                "Content-Type: text/plain; charset=utf-7\n\nHi\n",
                "Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\nAG8AdwBu\n",
                "Content-Transfer-Encoding: x-uuencode\n\nHi\n",
                "Content-Transfer-Encoding: base64\n\nbm90!\n",
                "Content-Type: text/plain; charset=utf-8; charset=utf-7\n\nHi\n",
                "Content-Type: text/plain; charset*=utf-7\n\nHi\n",
                "Content-Type: text/plain (a comment)\n\nHi\n",
                "Content-Type: text/\"plain\"\n\nHi\n",
                "Content-Type: multipart/mixed\n\nHi\n",
                "Content-Type: multipart/mixed; boundary=a\nContent-Transfer-Encoding: base64\n\nHi\n",
                "Content-Type: multipart/mixed; boundary=a\n\n--a\n\nHi\n--ab\n\n--a--\n",
                "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: message/rfc822\n\n--a--\n",
                "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/plain\nno field\nContent-Transfer-Encoding: base64\n\nHi\n--a--\n",
                "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: text/plain\n \nContent-Transfer-Encoding: base64\n\nHi\n--a--\n",
                "Content-Type: multipart/mixed; boundary=a\n\n--a\nno header\n--a--\n",
                "Content-Type: application/pdf\n\n\1 owner@home.example\n",
                "Content-Type: text/html\n\n<img src='data:image/svg+xml;base64,b3duZXJA\naG9tZS5leGFtcGxl'>\n",
                "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nAW93bmVyQGhvbWUuZXhhbXBsZQ==\n",
                "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n!AW93bmVyQGhvbWUuZXhhbXBsZQ=\n"
            })
    void sendsWhatCannotBeCleanedOnlyIfTheOwnerAllowsIt(String rest) {
        byte[] mail = Replies.bytes(HEADER + "User-Agent: x\n" + rest);

        assertThat(Replies.reply(mail, Replies.request())).isEmpty();
        String sealed =
                new String(
                        Replies.reply(mail, Replies.allowedSealed()).orElseThrow().toBytes(),
                        ISO_8859_1);
        String body = rest.substring(rest.indexOf("\n\n") + 1).replace("\n", "\r\n");
        assertThat(sealed).endsWith(rest.startsWith("\n") ? crlf(rest) : body);
        assertThat(sealed.substring(0, sealed.indexOf("\r\n\r\n")))
                .startsWith("From: \"Olive\" <open@relay.localhost>\r\n")
                .doesNotContain("User-Agent")
                .doesNotContain("owner");
    }

    @Test
    void refusesLongTextsThatTakeTooMuchMemoryToRead() {
        String type = "Content-Type: text/plain; charset=iso-2022-jp\n\n";
        String text = "0123456789\n".repeat(900_000);

        assertThat(Replies.reply(Replies.bytes(HEADER + type + text), Replies.request())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no header at all", "\r\n\r\nbody"})
    void neverSendsWhatHasNoHeader(String mail) {
        assertThat(Replies.reply(mail.getBytes(UTF_8), Replies.allowedSealed())).isEmpty();
    }

    @Test
    void neverTellsTheOwnerInTheHeader() {
        String boundary = "Content-Type: multipart/mixed; boundary=\"owner@home.example\"\n\n";

        assertThat(Replies.reply(Replies.bytes(HEADER + boundary), Replies.allowedSealed()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/pdf",
                "application/pdf name=a.pdf",
                "application/pdf; name*0*=utf-8''a; name*1*=.pdf",
                "application/pdf; name=a; name=b",
                "application/pdf; charset=utf-8; charset=utf-8",
                "application/pdf\nContent-Type: image/png"
            })
    void passesFilesByteForByte(String type) {
        String file = base64("\1a file of jowner@home.example".getBytes(UTF_8));
        String mail =
                HEADER
                        + "Content-Type: "
                        + type
                        + "\nContent-Transfer-Encoding: base64\n\n"
                        + file
                        + "\n";

        assertThat(reply(mail)).endsWith("\r\n\r\n" + file + "\r\n");
    }

    @Test
    void passesFilesInDamagedBase64() {
        assertThat(
                        reply(
                                HEADER
                                        + "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nbm90!\n"))
                .endsWith("\r\n\r\nbm90!\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/octet-stream; name=a.txt"})
    void cleansFilesThatAreTexts(String type) {
        String header = HEADER + "Content-Type: " + type + "\nContent-Transfer-Encoding: ";

        assertThat(reply(header + "8bit\n\n{\"to\":\"owner%40home.example\"}\n"))
                .endsWith("\r\n\r\n{\"to\":\"open@relay.localhost\"}\r\n");
        assertThat(reply(header + "base64\n\n" + base64("owner@home.example".getBytes(UTF_8))))
                .endsWith("\r\n\r\n" + base64("open@relay.localhost".getBytes(UTF_8)));
    }

    @Test
    void cleansATextInAnUnknownCharacterSet() {
        assertThat(
                        reply(
                                HEADER
                                        + "Content-Type: text/plain; charset=x-who-knows\n\n\u00ff owner@home.example\n"))
                .endsWith("\r\n\r\n\u00ff open@relay.localhost\r\n");
    }

    @Test
    void passesQuotedPgp() {
        assertThat(reply(HEADER + "\n> -----BEGIN PGP SIGNED MESSAGE-----\n> owner@home.example\n"))
                .endsWith("\r\n> open@relay.localhost\r\n");
    }

    // How long it takes

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/html", "text/calendar"})
    void takesLinearTime(String type) {
        List<String> pieces =
                List.of(
                        "o",
                        "owner",
                        "owner@",
                        "owner+a@",
                        "owner@home.example",
                        "@replies.relay.localhost",
                        "a@replies.relay.localhost ",
                        "o\0",
                        "o\r\n ",
                        "o<b>",
                        "<a ",
                        "&amp;",
                        "&#",
                        "%25",
                        "cid:@",
                        "alias",
                        "#alias=open@relay.localhost",
                        "<a href=\"#alias=open@relay.localhost\">",
                        "<div class=relaystream-banner>");

        for (String piece : pieces) {
            String text = piece.repeat(400_000 / piece.length());
            byte[] mail = Replies.bytes(HEADER + "Content-Type: " + type + "\n\n" + text);
            Assertions.assertTimeout(
                    Duration.ofSeconds(2),
                    () -> Replies.reply(mail, Replies.request()),
                    () -> type + " " + piece);
        }
    }

    @Test
    void readsAnyHeaderInLinearTime() {
        List<String> headers =
                List.of(
                        "Subject: " + "=?a?q?".repeat(40_000),
                        "Subject: " + "=?utf-8?q?owner=40home.example?= ".repeat(7_000),
                        "To: " + "a@b.example,".repeat(20_000),
                        "To: " + ",".repeat(250_000),
                        "References: " + "<".repeat(250_000),
                        "References: " + "<a@b> ".repeat(40_000),
                        "In-Reply-To: " + "a@b ".repeat(60_000),
                        "Content-Type: text/plain" + ";".repeat(250_000),
                        "Content-Type: text/plain" + ";a=owner@home.example".repeat(10_000),
                        "Content-Disposition: a" + ";filename*1*=owner@home.example".repeat(8_000));

        for (String header : headers) {
            byte[] mail =
                    Replies.bytes(HEADER.substring(0, HEADER.indexOf("To")) + header + "\n\n");
            Assertions.assertTimeout(
                    Duration.ofSeconds(2),
                    () -> Replies.reply(mail, Replies.request()),
                    () -> header.substring(0, 40));
        }
    }

    private static String reply(String mail) {
        return reply(mail, Replies.request());
    }

    private static String reply(String mail, DeliveryRequest request) {
        return new String(
                Replies.reply(Replies.bytes(mail), request).orElseThrow().toBytes(), ISO_8859_1);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String crlf(String text) {
        return text.replace("\n", "\r\n");
    }
}
