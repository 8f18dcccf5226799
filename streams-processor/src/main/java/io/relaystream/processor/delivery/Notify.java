package io.relaystream.processor.delivery;

import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.seal.HopMark;
import io.relaystream.processor.mime.MailBytes;
import io.relaystream.processor.mime.NoticeMail;

/// Writes a mail of our own and sends it to the owner.
record Notify(Sending sending, HopMark hops) implements Task {
    @Override
    public DeliveryOutcome run(Attempt attempt) {
        MailBytes mail = attempt.rewrite(() -> NoticeMail.of(attempt.request(), hops));
        return sending.send(attempt, mail);
    }
}
