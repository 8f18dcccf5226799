package io.relaystream.processor.delivery;

import io.relaystream.core.delivery.DeliveryOutcome;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.core.delivery.DeliveryTask;
import io.relaystream.core.seal.Seals;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import io.relaystream.processor.mime.Dashboard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Makes delivery attempts, each on a virtual thread of its own. It remembers nothing: every
/// attempt ends in one report, and for those that cannot report the ledger has a deadline.
///
/// How the times fit: an attempt begins to send before [#START_LIMIT] or never, and sending takes
/// at most [MailSender#LIMIT]; telling what a report says takes less. Both together are less than
/// the ledger's deadline, so that an attempt is over when the ledger gives it up and asks for the
/// next one.
public final class DeliveryWorker {
    /// How long after its start was reported an attempt may begin to send. A process that was
    /// frozen in between finds that its time is over, and the mail is somebody else's.
    static final Duration START_LIMIT = Duration.ofSeconds(30);

    /// How long an attempt waits for memory.
    static final Duration MEMORY_PATIENCE = Duration.ofSeconds(10);

    private final Outcomes outcomes;
    private final DeliveryLimits limits;
    private final Meters meters;
    private final InstantSource clock;
    private final Semaphore slots;
    private final Task forward;
    private final Task reply;
    private final Task notify;
    private final Task readReport;

    /// @param clock tells whether an attempt is still in time; not a stopwatch, which would stand
    ///   still while the machine is suspended
    public DeliveryWorker(
            MessageStore store,
            MailSender sender,
            Scratch scratch,
            FeedbackWriter feedback,
            ContextWriter contexts,
            Outcomes outcomes,
            Seals seals,
            Dashboard dashboard,
            DeliveryLimits limits,
            Meters meters,
            InstantSource clock) {
        this.outcomes = outcomes;
        this.limits = limits;
        this.meters = meters;
        this.clock = clock;
        this.slots = new Semaphore(limits.mails());
        Fetching fetching = new Fetching(store, new ByteBudget(limits.bytes()), limits.largest());
        Sending sending = new Sending(sender, seals.bounces(), meters);
        Encryption encryption = new Encryption(scratch);
        this.forward =
                new Forward(
                        fetching,
                        sending,
                        encryption,
                        contexts,
                        seals,
                        dashboard,
                        limits.largest());
        this.reply = new Reply(fetching, sending, seals, limits.largest());
        this.notify = new Notify(sending, seals.hops());
        this.readReport = new ReadReport(fetching, feedback);
        meters.gauge(Metric.DELIVERIES_IN_FLIGHT, () -> limits.mails() - room());
    }

    /// How many attempts may begin now.
    public int room() {
        return slots.availablePermits();
    }

    /// Begins an attempt and returns at once.
    ///
    /// @param startedAt when its start was reported, or shortly before
    /// @throws IllegalStateException if there is no [#room()]
    public void begin(DeliveryRequest request, Instant startedAt) {
        if (!slots.tryAcquire()) {
            throw new IllegalStateException(
                    "A worker must have room to begin, got %d of %d mails in flight"
                            .formatted(limits.mails(), limits.mails()));
        }
        Thread.ofVirtual().name("delivery").start(() -> run(request, startedAt));
    }

    /// Waits until every attempt has reported.
    ///
    /// @return false if some have not in time
    public boolean awaitIdle(Duration patience) throws InterruptedException {
        boolean idle = slots.tryAcquire(limits.mails(), patience.toMillis(), TimeUnit.MILLISECONDS);
        if (idle) {
            slots.release(limits.mails());
        }
        return idle;
    }

    private void run(DeliveryRequest request, Instant startedAt) {
        try {
            long begun = System.nanoTime();
            Instant startBefore = startedAt.plus(START_LIMIT);
            DeliveryOutcome outcome =
                    new Attempt(request, startBefore, meters, clock).run(task(request.task()));
            meters.time(
                    Metric.DELIVERY_ATTEMPTS,
                    Duration.ofNanos(System.nanoTime() - begun),
                    outcome.code());
            outcomes.report(outcome);
        } finally {
            slots.release();
        }
    }

    private Task task(DeliveryTask task) {
        return switch (task) {
            case FORWARD -> forward;
            case REPLY -> reply;
            case NOTIFY -> notify;
            case READ_REPORT -> readReport;
        };
    }
}
