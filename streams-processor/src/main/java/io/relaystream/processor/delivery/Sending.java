package io.relaystream.processor.delivery;

import static io.relaystream.core.delivery.DeliveryCode.NOT_BEGUN;
import static io.relaystream.core.delivery.DeliveryCode.NO_ANSWER;
import static io.relaystream.core.delivery.DeliveryCode.REFUSED;
import static io.relaystream.core.delivery.DeliveryCode.SENDER_REFUSED;
import static io.relaystream.core.delivery.DeliveryCode.SENT;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.delivery.DeliveryTask;
import io.relaystream.core.seal.BounceAddresses;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import io.relaystream.processor.mime.MailBytes;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands a mail to the provider, unless it is too late for that.
record Sending(MailSender sender, BounceAddresses bounces, Meters meters) {
    private static final Logger LOG = LoggerFactory.getLogger(Sending.class);

    DeliveryOutcome send(Attempt attempt, MailBytes content) {
        return send(attempt, content, attempt.request().deliveryId(), SENT);
    }

    /// Sends another mail in the place of the one that was asked for. What the provider tells of it
    /// later is not about that one.
    ///
    /// @param code what it means when it was sent
    DeliveryOutcome sendInstead(Attempt attempt, MailBytes content, DeliveryCode code) {
        String id = attempt.request().deliveryId() + "-" + code.code();
        return send(attempt, content, id, code);
    }

    /// A report about a mail to the owner is for us; one about a reply is for the owner, who gets
    /// it through the alias.
    private EmailAddress envelopeSender(Attempt attempt) {
        DeliveryRequest request = attempt.request();
        return request.task() == DeliveryTask.REPLY
                ? request.alias()
                : bounces.of(request.accountId(), request.destination(), attempt.now());
    }

    private DeliveryOutcome send(
            Attempt attempt, MailBytes content, String id, DeliveryCode whenSent) {
        DeliveryRequest request = attempt.request();
        OutgoingMail mail =
                new OutgoingMail(
                        id,
                        request.accountId(),
                        envelopeSender(attempt),
                        request.destination(),
                        content);
        if (attempt.late()) {
            return attempt.end(NOT_BEGUN);
        }
        attempt.onDefect(NO_ANSWER);
        long begun = System.nanoTime();
        SendResult result = sender.send(mail);
        Duration took = Attempt.since(begun);
        attempt.sent(took);
        meters.time(Metric.SEND, took, sender.provider(), result.code());
        if (result.code() == SENDER_REFUSED) {
            LOG.atError()
                    .addKeyValue(LogKey.DELIVERY_ID.key(), request.deliveryId())
                    .log("The provider refuses our account: check its credentials and state");
        }
        return attempt.end(code(result.code(), whenSent), result.providerId());
    }

    /// That another mail was sent instead is never said of one that was refused in the same words.
    private static DeliveryCode code(DeliveryCode result, DeliveryCode whenSent) {
        if (result == SENT) {
            return whenSent;
        }
        return result == whenSent ? REFUSED : result;
    }
}
