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
///
/// @param longest of a longer mail only the header is read, in bytes
record Fetching(MessageStore store, ByteBudget memory, long longest) {
    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);

    /// How often a mail, or what is in memory of it, is there while its texts are edited: as it
    /// came, decoded, changed, encoded.
    private static final int COPIES = 4;

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
        long bytes = COPIES * Math.min(content.length(), Content.IN_MEMORY);
        boolean granted = false;
        try (content) {
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

    private RawMail timed(Attempt attempt, Content content) throws IOException {
        long begun = System.nanoTime();
        try {
            return content.length() > longest ? content.head(RawMail.HEAD) : content.read();
        } finally {
            attempt.addFetch(begun);
        }
    }

    private static DeliveryOutcome failed(Attempt attempt, CallOutcome outcome, DeliveryCode code) {
        attempt.fetched(outcome, 0);
        return attempt.end(code);
    }
}
