package io.relaystream.processor.delivery;

import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.seal.Seals;
import io.relaystream.processor.mime.Dashboard;
import io.relaystream.processor.mime.Forwarded;
import io.relaystream.processor.mime.ForwardedMessage;
import io.relaystream.processor.mime.MailBytes;
import io.relaystream.processor.mime.NoticeMail;
import io.relaystream.processor.mime.RawMail;

/// Fetches a mail, rewrites it and sends it to the owner; instead of one that the provider would
/// not take, a notice.
///
/// @param largest what the provider takes, in bytes; it may say that it takes less
record Forward(Fetching fetching, Sending sending, Seals seals, Dashboard dashboard, long largest)
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
                        () -> ForwardedMessage.of(raw, attempt.request(), seals, dashboard));
        if (forwarded.mail().size() > largest) {
            return tell(attempt, raw);
        }
        attempt.rewritten(forwarded);
        DeliveryOutcome outcome = sending.send(attempt, forwarded.mail());
        return outcome.code() == DeliveryCode.TOO_LARGE ? tell(attempt, raw) : outcome;
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
