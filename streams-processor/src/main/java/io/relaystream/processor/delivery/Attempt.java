package io.relaystream.processor.delivery;

import static io.relaystream.core.delivery.DeliveryCode.NOT_BEGUN;
import static io.relaystream.core.delivery.DeliveryCode.REWRITE_FAILED;
import static io.relaystream.core.delivery.DeliveryCode.STORAGE_UNAVAILABLE;

import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.CallOutcome;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import io.relaystream.processor.mime.Forwarded;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One attempt at one request: its time, its measurements, and what a defect would mean now. Runs
/// once, on a thread of its own, and always tells how it ended.
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private final DeliveryRequest request;
    private final Instant startBefore;
    private final Meters meters;
    private final InstantSource clock;

    private DeliveryCode onDefect = STORAGE_UNAVAILABLE;
    private long sizeBytes;
    private boolean wrapped;
    private int trackersRemoved;
    private Duration fetch = Duration.ZERO;
    private Duration rewrite = Duration.ZERO;
    private Duration send = Duration.ZERO;

    /// @param startBefore from then on nothing must be sent any more
    Attempt(DeliveryRequest request, Instant startBefore, Meters meters, InstantSource clock) {
        this.request = request;
        this.startBefore = startBefore;
        this.meters = meters;
        this.clock = clock;
    }

    DeliveryOutcome run(Task task) {
        try {
            return late() ? end(NOT_BEGUN) : task.run(this);
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

    DeliveryRequest request() {
        return request;
    }

    Instant now() {
        return clock.instant();
    }

    /// Whether its time is over: the ledger may have given the request to somebody else.
    boolean late() {
        return !now().isBefore(startBefore);
    }

    /// From now on a defect means this.
    void onDefect(DeliveryCode code) {
        onDefect = code;
    }

    /// @param begun when the store was asked; it may be asked in several steps
    void addFetch(long begun) {
        fetch = fetch.plus(since(begun));
    }

    /// Ends the measurement of the store.
    ///
    /// @param bytes how much it gave
    void fetched(CallOutcome outcome, long bytes) {
        sizeBytes = bytes;
        meters.time(Metric.S3_GET, fetch, outcome);
    }

    /// What was done to the mail on its way.
    void rewritten(Forwarded forwarded) {
        wrapped = forwarded.wrapped();
        trackersRemoved = forwarded.trackersRemoved();
    }

    void sent(Duration duration) {
        send = duration;
    }

    /// Makes, encrypts or reads a mail, and measures how long that takes; it may take several
    /// steps.
    <T> T rewrite(Supplier<T> work) {
        onDefect = REWRITE_FAILED;
        long begun = System.nanoTime();
        CallOutcome outcome = CallOutcome.FAILED;
        try {
            T result = work.get();
            outcome = CallOutcome.OK;
            return result;
        } finally {
            Duration took = since(begun);
            rewrite = rewrite.plus(took);
            meters.time(Metric.REWRITE, took, outcome);
        }
    }

    DeliveryOutcome end(DeliveryCode code) {
        return end(code, null);
    }

    DeliveryOutcome end(DeliveryCode code, @Nullable String providerId) {
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
                trackersRemoved,
                wrapped);
    }

    static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
