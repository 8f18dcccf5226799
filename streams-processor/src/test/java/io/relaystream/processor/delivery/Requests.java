package io.relaystream.processor.delivery;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.delivery.DeliveryTask;
import io.relaystream.core.notice.NoticeKind;
import io.relaystream.core.recipient.OurHosts;
import io.relaystream.core.seal.Seals;
import io.relaystream.processor.mime.Dashboard;
import io.relaystream.processor.mime.ForwardedMessage;
import io.relaystream.processor.mime.MailBytes;
import io.relaystream.processor.mime.RawMail;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Requests for a mail from `jane@shop.example` to `open@relay.localhost`.
public final class Requests {
    public static final Instant RECEIVED = Instant.parse("2026-01-05T12:00:00Z");
    public static final EmailAddress ALIAS = new EmailAddress("open@relay.localhost");
    public static final EmailAddress OWNER = new EmailAddress("owner@home.example");
    public static final String ALIAS_ID = "1d1f5f0a-8a43-4a35-9b1e-0b7e6f0c7c11";
    public static final String ACCOUNT = "5c1bb8e0-0f5b-4c39-9d0c-5c3e2b7a9d11";
    public static final Seals SEALS =
            Seals.of(
                    OurHosts.of("relay.localhost", new EmailAddress("bounces@relay.localhost")),
                    "a-key-for-tests-only");

    public static final Dashboard DASHBOARD = new Dashboard("https://relay.example");

    /// What the provider takes.
    public static final long LARGEST = 50_000;

    private Requests() {}

    public static DeliveryLimits limits(int mails) {
        return new DeliveryLimits(mails, 1024 * 1024, LARGEST);
    }

    public static DeliveryRequest ordinary() {
        return numbered(1);
    }

    public static DeliveryRequest numbered(int number) {
        return forward(number, new EmailAddress("jane@shop.example"), false);
    }

    public static DeliveryRequest withNullSender() {
        return forward(1, null, false);
    }

    public static DeliveryRequest withUnverifiedSender() {
        return forward(1, new EmailAddress("jane@shop.example"), true);
    }

    /// With all that can be done to a mail, or some of it.
    ///
    /// @param locale of the banner
    public static DeliveryRequest edited(boolean banner, boolean removeTrackers, String locale) {
        return edited(ordinary(), banner, removeTrackers, locale);
    }

    public static DeliveryRequest withoutTrackers(int number) {
        return edited(numbered(number), false, true, "en");
    }

    /// To be encrypted.
    ///
    /// @param pgpKey of the owner, in armour
    public static DeliveryRequest encrypted(String pgpKey) {
        return edited(ordinary(), false, false, "en", pgpKey);
    }

    private static DeliveryRequest edited(
            DeliveryRequest plain, boolean banner, boolean removeTrackers, String locale) {
        return edited(plain, banner, removeTrackers, locale, plain.pgpKey());
    }

    private static DeliveryRequest edited(
            DeliveryRequest plain,
            boolean banner,
            boolean removeTrackers,
            String locale,
            @Nullable String pgpKey) {
        return new DeliveryRequest(
                plain.deliveryId(),
                plain.task(),
                plain.attempt(),
                plain.messageId(),
                plain.accountId(),
                plain.aliasId(),
                plain.alias(),
                plain.destination(),
                plain.mailFrom(),
                plain.bucket(),
                plain.objectKey(),
                plain.receivedAt(),
                plain.notice(),
                plain.unverifiedSender(),
                banner,
                removeTrackers,
                locale,
                pgpKey,
                plain.owner(),
                plain.replyName(),
                plain.sealedReply(),
                plain.correspondents(),
                plain.maybeDuplicate());
    }

    /// A mail as it would be sent on [#ordinary()].
    public static MailBytes forwarded(byte[] raw) {
        return ForwardedMessage.of(RawMail.of(raw), ordinary(), SEALS, DASHBOARD).mail();
    }

    /// To tell the owner something about an alias.
    public static DeliveryRequest notice(NoticeKind kind, EmailAddress alias) {
        return request(DeliveryTask.NOTIFY, 1, alias, OWNER, null, kind, false);
    }

    /// The same to an owner who speaks this language.
    public static DeliveryRequest notice(NoticeKind kind, EmailAddress alias, String locale) {
        return edited(notice(kind, alias), false, false, locale);
    }

    /// A defect of whoever asks.
    public static DeliveryRequest noticeWithoutKind() {
        return request(DeliveryTask.NOTIFY, 1, ALIAS, OWNER, null, null, false);
    }

    /// To read a report that came to a bounce address of the account.
    public static DeliveryRequest report() {
        EmailAddress bounce = SEALS.bounces().of(ACCOUNT, OWNER, RECEIVED);
        return request(DeliveryTask.READ_REPORT, 1, bounce, OWNER, null, null, false);
    }

    private static DeliveryRequest forward(
            int number, @Nullable EmailAddress mailFrom, boolean unverifiedSender) {
        return request(
                DeliveryTask.FORWARD, number, ALIAS, OWNER, mailFrom, null, unverifiedSender);
    }

    private static DeliveryRequest request(
            DeliveryTask task,
            int number,
            EmailAddress alias,
            EmailAddress destination,
            @Nullable EmailAddress mailFrom,
            @Nullable NoticeKind notice,
            boolean unverifiedSender) {
        return new DeliveryRequest(
                "delivery-" + number,
                task,
                1,
                "mail-1",
                ACCOUNT,
                ALIAS_ID,
                alias,
                destination,
                mailFrom,
                "relay-mail",
                "emails/" + number,
                RECEIVED,
                notice,
                unverifiedSender,
                false,
                false,
                "en",
                null,
                null,
                null,
                false,
                List.of(),
                false);
    }
}
