package io.relaystream.processor.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.delivery.DeliveryTask;
import io.relaystream.processor.delivery.Requests;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Answers of `owner@home.example`, through `open@relay.localhost`, to Jane and Bob of a shop.
final class Replies {
    static final EmailAddress JANE = new EmailAddress("jane@shop.example");
    static final EmailAddress BOB = new EmailAddress("bob@shop.example");
    static final String DELIVERY_ID = "b7be0af4c2dafbe949b2822d5b888ee8";

    private Replies() {}

    /// To Jane, who is one of the recipients.
    static DeliveryRequest request() {
        return request(Requests.OWNER, JANE, false, List.of(JANE, BOB), "Olive");
    }

    static DeliveryRequest allowedSealed() {
        return request(Requests.OWNER, JANE, true, List.of(JANE, BOB), "Olive");
    }

    static DeliveryRequest from(EmailAddress owner) {
        return request(owner, JANE, false, List.of(JANE, BOB), "Olive");
    }

    static DeliveryRequest to(EmailAddress destination, EmailAddress... correspondents) {
        return request(Requests.OWNER, destination, false, List.of(correspondents), "Olive");
    }

    static DeliveryRequest named(@Nullable String name) {
        return request(Requests.OWNER, JANE, false, List.of(JANE, BOB), name);
    }

    /// The reverse address that an owner writes to.
    static String reverse(EmailAddress correspondent) {
        return Requests.SEALS
                .replies()
                .of(Requests.ACCOUNT, Requests.ALIAS_ID, correspondent)
                .value();
    }

    /// A message id of the owner's as correspondents see it.
    static String hidden(String id) {
        return Requests.SEALS.messageIds().hidden(Requests.ACCOUNT, id);
    }

    static Optional<MailBytes> reply(byte[] mail, DeliveryRequest request) {
        return ReplyMessage.of(RawMail.of(mail), request, Requests.SEALS);
    }

    /// @param mail with the placeholders `{JANE}` and `{BOB}` for reverse addresses
    static byte[] bytes(String mail) {
        return filled(mail).replace("\r\n", "\n").replace("\n", "\r\n").getBytes(ISO_8859_1);
    }

    static String filled(String mail) {
        return mail.replace("{JANE}", reverse(JANE)).replace("{BOB}", reverse(BOB));
    }

    private static DeliveryRequest request(
            EmailAddress owner,
            EmailAddress destination,
            boolean sealed,
            List<EmailAddress> correspondents,
            @Nullable String name) {
        return new DeliveryRequest(
                DELIVERY_ID,
                DeliveryTask.REPLY,
                1,
                "mail-1",
                Requests.ACCOUNT,
                Requests.ALIAS_ID,
                Requests.ALIAS,
                destination,
                owner,
                "relay-mail",
                "emails/1",
                Requests.RECEIVED,
                null,
                false,
                false,
                false,
                "en",
                null,
                owner,
                name,
                sealed,
                correspondents,
                false);
    }
}
