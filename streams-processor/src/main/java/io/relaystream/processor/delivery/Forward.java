package io.relaystream.processor.delivery;

import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.processor.mime.ForwardedMessage;

/// Fetches a mail, rewrites it and sends it to the owner.
record Forward(Fetching fetching, Sending sending) implements Task {
    @Override
    public DeliveryOutcome run(Attempt attempt) throws InterruptedException {
        return fetching.fetch(attempt, raw -> forward(attempt, raw));
    }

    private DeliveryOutcome forward(Attempt attempt, byte[] raw) {
        return sending.send(
                attempt, attempt.rewrite(() -> ForwardedMessage.of(raw, attempt.request())));
    }
}
