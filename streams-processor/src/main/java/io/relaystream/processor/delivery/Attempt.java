package io.relaystream.processor.delivery;

import static io.relaystream.core.delivery.DeliveryCode.CONTENT_MISSING;
import static io.relaystream.core.delivery.DeliveryCode.NOT_BEGUN;
import static io.relaystream.core.delivery.DeliveryCode.NO_ANSWER;
import static io.relaystream.core.delivery.DeliveryCode.REWRITE_FAILED;
import static io.relaystream.core.delivery.DeliveryCode.SENDER_REFUSED;
import static io.relaystream.core.delivery.DeliveryCode.STORAGE_UNAVAILABLE;

import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.CallOutcome;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import io.relaystream.processor.delivery.MessageStore.Content;
import io.relaystream.processor.delivery.MessageStore.Opened;
import io.relaystream.processor.mime.ForwardedMessage;
import io.relaystream.processor.mime.MailBytes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One attempt: fetch, rewrite, send. Runs once, on a thread of its own, and always tells how it
/// ended.
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final DeliveryRequest request;
    private final Instant startBefore;
    private final MessageStore store;
    private final MailSender sender;
    private final ByteBudget memory;
    private final Meters meters;
    private final InstantSource clock;

    /// What a defect would mean now.
    private DeliveryCode onDefect = STORAGE_UNAVAILABLE;

    private long sizeBytes;
    private Duration fetch = Duration.ZERO;
    private Duration rewrite = Duration.ZERO;
    private Duration send = Duration.ZERO;

    /// @param startBefore from then on the mail must not be sent any more
    Attempt(
            DeliveryRequest request,
            Instant startBefore,
            MessageStore store,
            MailSender sender,
            ByteBudget memory,
            Meters meters,
            InstantSource clock) {
        this.request = request;
        this.startBefore = startBefore;
        this.store = store;
        this.sender = sender;
        this.memory = memory;
        this.meters = meters;
        this.clock = clock;
    }

    DeliveryOutcome run() {
        try {
            return late() ? end(NOT_BEGUN) : fetch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return end(NOT_BEGUN);
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .addKeyValue(LogKey.DELIVERY_ID.key(), request.deliveryId())
                    .addKeyValue(LogKey.CODE.key(), onDefect.code())
                    .log("A defect ended a delivery attempt");
            return end(onDefect);
        }
    }

    private DeliveryOutcome fetch() throws InterruptedException {
        long begun = System.nanoTime();
        Opened opened = store.open(request.bucket(), request.objectKey());
        fetch = since(begun);
        return switch (opened) {
            case Opened.Found(Content content) -> read(content);
            case Opened.Missing _ -> fetched(CallOutcome.NOT_FOUND, CONTENT_MISSING);
            case Opened.Unavailable _ -> fetched(CallOutcome.FAILED, STORAGE_UNAVAILABLE);
        };
    }

    /// Holds the mail's share of the memory until it is sent.
    private DeliveryOutcome read(Content content) throws InterruptedException {
        long bytes = content.length();
        boolean granted = false;
        try (content) {
            if (!memory.covers(bytes)) {
                LOG.atError()
                        .addKeyValue(LogKey.DELIVERY_ID.key(), request.deliveryId())
                        .addKeyValue(LogKey.BYTES.key(), bytes)
                        .log("A mail is larger than RELAY_MAX_DELIVERY_BYTES: raise it");
                return end(NOT_BEGUN);
            }
            granted = memory.acquire(bytes, DeliveryWorker.MEMORY_PATIENCE);
            if (!granted) {
                return end(NOT_BEGUN);
            }
            byte[] raw = timedRead(content);
            meters.time(Metric.S3_GET, fetch, CallOutcome.OK);
            // The connection goes back before the mail goes out.
            content.close();
            return forward(raw);
        } catch (IOException e) {
            LOG.atInfo()
                    .addKeyValue(LogKey.DELIVERY_ID.key(), request.deliveryId())
                    .addKeyValue(LogKey.ERROR.key(), e.getClass().getSimpleName())
                    .log("A mail could not be read to its end");
            return fetched(CallOutcome.FAILED, STORAGE_UNAVAILABLE);
        } finally {
            if (granted) {
                memory.release(bytes);
            }
        }
    }

    private byte[] timedRead(Content content) throws IOException {
        long begun = System.nanoTime();
        try {
            byte[] raw = content.read();
            sizeBytes = raw.length;
            return raw;
        } finally {
            fetch = fetch.plus(since(begun));
        }
    }

    private DeliveryOutcome forward(byte[] raw) {
        onDefect = REWRITE_FAILED;
        MailBytes message = rewrite(raw);
        return late() ? end(NOT_BEGUN) : send(message);
    }

    private MailBytes rewrite(byte[] raw) {
        long begun = System.nanoTime();
        CallOutcome outcome = CallOutcome.FAILED;
        try {
            MailBytes message = ForwardedMessage.of(raw, request);
            outcome = CallOutcome.OK;
            return message;
        } finally {
            rewrite = since(begun);
            meters.time(Metric.REWRITE, rewrite, outcome);
        }
    }

    private DeliveryOutcome send(MailBytes message) {
        onDefect = NO_ANSWER;
        long begun = System.nanoTime();
        SendResult result =
                sender.send(
                        new OutgoingMail(
                                request.deliveryId(),
                                request.accountId(),
                                request.destination(),
                                message));
        send = since(begun);
        meters.time(Metric.SEND, send, sender.provider(), result.code());
        if (result.code() == SENDER_REFUSED) {
            LOG.atError()
                    .addKeyValue(LogKey.DELIVERY_ID.key(), request.deliveryId())
                    .log("The provider refuses our account: check its credentials and state");
        }
        return end(result.code(), result.providerId());
    }

    private boolean late() {
        return !clock.instant().isBefore(startBefore);
    }

    private DeliveryOutcome fetched(CallOutcome outcome, DeliveryCode code) {
        meters.time(Metric.S3_GET, fetch, outcome);
        return end(code);
    }

    private DeliveryOutcome end(DeliveryCode code) {
        return end(code, null);
    }

    private DeliveryOutcome end(DeliveryCode code, @Nullable String providerId) {
        return new DeliveryOutcome(
                request.deliveryId(),
                request.attempt(),
                request.accountId(),
                code,
                providerId,
                sizeBytes,
                fetch.toMillis(),
                rewrite.toMillis(),
                send.toMillis(),
                0);
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
