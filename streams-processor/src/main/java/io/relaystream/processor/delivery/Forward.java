package io.relaystream.processor.delivery;

import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.seal.HopMark;
import io.relaystream.processor.mime.ForwardedMessage;
import io.relaystream.processor.mime.MailBytes;

/// Fetches a mail, rewrites it and sends it to the owner.
record Forward(Fetching fetching, Sending sending, HopMark hops) implements Task {
    @Override
    public DeliveryOutcome run(Attempt attempt) throws InterruptedException {
        return fetching.fetch(attempt, raw -> forward(attempt, raw));
    }

    private DeliveryOutcome forward(Attempt attempt, byte[] raw) {
        MailBytes mail = attempt.rewrite(() -> ForwardedMessage.of(raw, attempt.request(), hops));
        return sending.send(attempt, mail);
    }
}
