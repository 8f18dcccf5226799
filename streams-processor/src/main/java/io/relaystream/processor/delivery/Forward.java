package io.relaystream.processor.delivery;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.reply.ReplyContext;
import io.relaystream.core.reply.SealedContext;
import io.relaystream.core.seal.Seals;
import io.relaystream.pgp.PgpKey;
import io.relaystream.pgp.PgpKey.Reading;
import io.relaystream.platform.log.LogKey;
import io.relaystream.processor.delivery.Scratch.Kept;
import io.relaystream.processor.mime.Dashboard;
import io.relaystream.processor.mime.Forwarded;
import io.relaystream.processor.mime.ForwardedMessage;
import io.relaystream.processor.mime.MailBytes;
import io.relaystream.processor.mime.NoticeMail;
import io.relaystream.processor.mime.RawMail;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Fetches a mail, rewrites it and sends it to the owner, encrypted if there is a key; instead of
/// one that the provider would not take, a notice.
///
/// A key that cannot be used ends the attempt before anything is fetched.
///
/// @param largest what the provider takes, in bytes; it may say that it takes less
record Forward(
        Fetching fetching,
        Sending sending,
        Encryption encryption,
        ContextWriter contexts,
        Seals seals,
        Dashboard dashboard,
        long largest)
        implements Task {
    private static final Logger LOG = LoggerFactory.getLogger(Forward.class);

    @Override
    public DeliveryOutcome run(Attempt attempt) throws InterruptedException {
        attempt.onDefect(DeliveryCode.KEY_UNUSABLE);
        String armour = attempt.request().pgpKey();
        if (armour == null) {
            return forward(attempt, Optional.empty());
        }
        return switch (PgpKey.parse(armour, attempt.now())) {
            case Reading.Usable(PgpKey key) -> forward(attempt, Optional.of(key));
            case Reading.Unusable(String problem) -> unusable(attempt, problem);
        };
    }

    private DeliveryOutcome forward(Attempt attempt, Optional<PgpKey> key)
            throws InterruptedException {
        return fetching.fetch(attempt, raw -> forward(attempt, raw, key));
    }

    private DeliveryOutcome forward(Attempt attempt, RawMail raw, Optional<PgpKey> key) {
        if (!raw.whole()) {
            return tell(attempt, raw, key);
        }
        Forwarded forwarded =
                attempt.rewrite(
                        () ->
                                ForwardedMessage.of(
                                        raw,
                                        attempt.request(),
                                        seals,
                                        dashboard,
                                        sending.sender().provider().keepsMessageId()));
        DeliveryOutcome outcome = send(attempt, forwarded, key);
        return outcome.code() == DeliveryCode.TOO_LARGE ? tell(attempt, raw, key) : outcome;
    }

    private DeliveryOutcome send(Attempt attempt, Forwarded forwarded, Optional<PgpKey> key) {
        if (forwarded.mail().size() > largest) {
            return attempt.end(DeliveryCode.TOO_LARGE);
        }
        try (Kept ready = encryption.ready(attempt, forwarded.mail(), key)) {
            if (ready.mail().size() > largest) {
                return attempt.end(DeliveryCode.TOO_LARGE);
            }
            attempt.rewritten(forwarded);
            return known(attempt, forwarded.correspondents())
                    ? sending.send(attempt, ready.mail())
                    : attempt.end(DeliveryCode.CONTEXTS_UNWRITTEN);
        }
    }

    /// Keeps whom the reverse addresses lead to before the owner can use them.
    private boolean known(Attempt attempt, List<EmailAddress> correspondents) {
        DeliveryRequest request = attempt.request();
        String aliasId = request.aliasId();
        if (aliasId == null || correspondents.isEmpty()) {
            return true;
        }
        attempt.onDefect(DeliveryCode.CONTEXTS_UNWRITTEN);
        EmailAddress alias = request.alias().withoutTag();
        List<SealedContext> stored =
                correspondents.stream()
                        .map(correspondent -> new ReplyContext(aliasId, alias, correspondent))
                        .map(
                                context ->
                                        seals.replies()
                                                .store(request.accountId(), context, attempt.now()))
                        .toList();
        return contexts.write(request.accountId(), stored);
    }

    /// The notice shows who wrote and about what, so that it is encrypted like the mail.
    private DeliveryOutcome tell(Attempt attempt, RawMail raw, Optional<PgpKey> key) {
        MailBytes notice =
                attempt.rewrite(
                        () ->
                                NoticeMail.tooLarge(
                                        raw,
                                        attempt.request(),
                                        seals.hops(),
                                        link(attempt.request())));
        try (Kept ready = encryption.ready(attempt, notice, key)) {
            return sending.sendInstead(attempt, ready.mail(), DeliveryCode.TOO_LARGE);
        }
    }

    private String link(DeliveryRequest request) {
        return dashboard.mail(
                seals.mails().token(request.bucket(), request.objectKey(), request.receivedAt()));
    }

    private static DeliveryOutcome unusable(Attempt attempt, String problem) {
        LOG.atInfo()
                .addKeyValue(LogKey.DELIVERY_ID.key(), attempt.request().deliveryId())
                .addKeyValue(LogKey.REASON.key(), problem)
                .log("A mail cannot be encrypted to its owner's key");
        return attempt.end(DeliveryCode.KEY_UNUSABLE);
    }
}
