package io.relaystream.processor.delivery;

import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.seal.Seals;
import io.relaystream.processor.mime.MailBytes;
import io.relaystream.processor.mime.RawMail;
import io.relaystream.processor.mime.ReplyMessage;
import java.util.Optional;

/// Fetches an owner's answer, cleans it and sends it to a correspondent in the name of the alias.
///
/// @param largest what the provider takes, in bytes
record Reply(Fetching fetching, Sending sending, Seals seals, long largest) implements Task {
    @Override
    public DeliveryOutcome run(Attempt attempt) throws InterruptedException {
        return fetching.fetch(attempt, raw -> reply(attempt, raw));
    }

    private DeliveryOutcome reply(Attempt attempt, RawMail raw) {
        if (!raw.whole()) {
            return attempt.end(DeliveryCode.TOO_LARGE);
        }
        Optional<MailBytes> cleaned =
                attempt.rewrite(
                        () ->
                                ReplyMessage.of(
                                        raw,
                                        attempt.request(),
                                        seals,
                                        sending.sender().provider().keepsMessageId()));
        if (cleaned.isEmpty()) {
            return attempt.end(DeliveryCode.REPLY_SEALED);
        }
        return cleaned.get().size() > largest
                ? attempt.end(DeliveryCode.TOO_LARGE)
                : sending.send(attempt, cleaned.get());
    }
}
