package io.relaystream.processor.delivery;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.reply.ReplyContext;
import io.relaystream.core.reply.SealedContext;
import io.relaystream.core.seal.Seals;
import io.relaystream.processor.mime.Dashboard;
import io.relaystream.processor.mime.Forwarded;
import io.relaystream.processor.mime.ForwardedMessage;
import io.relaystream.processor.mime.MailBytes;
import io.relaystream.processor.mime.NoticeMail;
import io.relaystream.processor.mime.RawMail;
import java.util.List;

/// Fetches a mail, rewrites it and sends it to the owner; instead of one that the provider would
/// not take, a notice.
///
/// @param largest what the provider takes, in bytes; it may say that it takes less
record Forward(
        Fetching fetching,
        Sending sending,
        ContextWriter contexts,
        Seals seals,
        Dashboard dashboard,
        long largest)
        implements Task {
    @Override
    public DeliveryOutcome run(Attempt attempt) throws InterruptedException {
        return fetching.fetch(attempt, raw -> forward(attempt, raw));
    }

    private DeliveryOutcome forward(Attempt attempt, RawMail raw) {
        if (!raw.whole()) {
            return tell(attempt, raw);
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
        if (forwarded.mail().size() > largest) {
            return tell(attempt, raw);
        }
        attempt.rewritten(forwarded);
        if (!known(attempt, forwarded.correspondents())) {
            return attempt.end(DeliveryCode.CONTEXTS_UNWRITTEN);
        }
        DeliveryOutcome outcome = sending.send(attempt, forwarded.mail());
        return outcome.code() == DeliveryCode.TOO_LARGE ? tell(attempt, raw) : outcome;
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

    private DeliveryOutcome tell(Attempt attempt, RawMail raw) {
        MailBytes notice =
                attempt.rewrite(
                        () ->
                                NoticeMail.tooLarge(
                                        raw,
                                        attempt.request(),
                                        seals.hops(),
                                        link(attempt.request())));
        return sending.sendInstead(attempt, notice, DeliveryCode.TOO_LARGE);
    }

    private String link(DeliveryRequest request) {
        return dashboard.mail(
                seals.mails().token(request.bucket(), request.objectKey(), request.receivedAt()));
    }
}
