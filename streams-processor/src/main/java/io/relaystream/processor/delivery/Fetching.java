package io.relaystream.processor.delivery;

import static io.relaystream.core.delivery.DeliveryCode.CONTENT_MISSING;
import static io.relaystream.core.delivery.DeliveryCode.NOT_BEGUN;
import static io.relaystream.core.delivery.DeliveryCode.STORAGE_UNAVAILABLE;

import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.CallOutcome;
import io.relaystream.processor.delivery.MessageStore.Content;
import io.relaystream.processor.delivery.MessageStore.Opened;
import io.relaystream.processor.mime.RawMail;
import java.io.IOException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads raw mails from the store, within the memory that there is.
record Fetching(MessageStore store, ByteBudget memory) {
    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);

    /// Holds the mail's share of the memory until all is done with it.
    ///
    /// @param then goes on with the raw mail
    DeliveryOutcome fetch(Attempt attempt, Function<RawMail, DeliveryOutcome> then)
            throws InterruptedException {
        attempt.onDefect(STORAGE_UNAVAILABLE);
        DeliveryRequest request = attempt.request();
        long begun = System.nanoTime();
        Opened opened = store.open(request.bucket(), request.objectKey());
        attempt.addFetch(begun);
        return switch (opened) {
            case Opened.Found(Content content) -> hold(attempt, content, then);
            case Opened.Missing _ -> failed(attempt, CallOutcome.NOT_FOUND, CONTENT_MISSING);
            case Opened.Unavailable _ -> failed(attempt, CallOutcome.FAILED, STORAGE_UNAVAILABLE);
        };
    }

    private DeliveryOutcome hold(
            Attempt attempt, Content content, Function<RawMail, DeliveryOutcome> then)
            throws InterruptedException {
        long bytes = content.length();
        boolean granted = false;
        try (content) {
            if (!memory.covers(bytes)) {
                LOG.atError()
                        .addKeyValue(LogKey.DELIVERY_ID.key(), attempt.request().deliveryId())
                        .addKeyValue(LogKey.BYTES.key(), bytes)
                        .log("A mail is larger than RELAY_MAX_DELIVERY_BYTES: raise it");
                return attempt.end(NOT_BEGUN);
            }
            granted = memory.acquire(bytes, DeliveryWorker.MEMORY_PATIENCE);
            return granted ? read(attempt, content, then) : attempt.end(NOT_BEGUN);
        } finally {
            if (granted) {
                memory.release(bytes);
            }
        }
    }

    private DeliveryOutcome read(
            Attempt attempt, Content content, Function<RawMail, DeliveryOutcome> then) {
        RawMail mail;
        try {
            mail = timed(attempt, content);
        } catch (IOException e) {
            LOG.atInfo()
                    .addKeyValue(LogKey.DELIVERY_ID.key(), attempt.request().deliveryId())
                    .addKeyValue(LogKey.ERROR.key(), e.getClass().getSimpleName())
                    .log("A mail could not be read to its end");
            return failed(attempt, CallOutcome.FAILED, STORAGE_UNAVAILABLE);
        }
        try (mail) {
            attempt.fetched(CallOutcome.OK, mail.size());
            // The connection goes back before the mail goes out.
            content.close();
            return then.apply(mail);
        }
    }

    private static RawMail timed(Attempt attempt, Content content) throws IOException {
        long begun = System.nanoTime();
        try {
            return content.read();
        } finally {
            attempt.addFetch(begun);
        }
    }

    private static DeliveryOutcome failed(Attempt attempt, CallOutcome outcome, DeliveryCode code) {
        attempt.fetched(outcome, 0);
        return attempt.end(code);
    }
}
