package io.relaystream.processor.delivery;

import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.seal.HopMark;
import io.relaystream.processor.mime.Dashboard;
import io.relaystream.processor.mime.Forwarded;
import io.relaystream.processor.mime.ForwardedMessage;
import io.relaystream.processor.mime.RawMail;

/// Fetches a mail, rewrites it and sends it to the owner.
record Forward(Fetching fetching, Sending sending, HopMark hops, Dashboard dashboard)
        implements Task {
    @Override
    public DeliveryOutcome run(Attempt attempt) throws InterruptedException {
        return fetching.fetch(attempt, raw -> forward(attempt, raw));
    }

    private DeliveryOutcome forward(Attempt attempt, RawMail raw) {
        Forwarded forwarded =
                attempt.rewrite(() -> ForwardedMessage.of(raw, attempt.request(), hops, dashboard));
        attempt.rewritten(forwarded);
        return sending.send(attempt, forwarded.mail());
    }
}
