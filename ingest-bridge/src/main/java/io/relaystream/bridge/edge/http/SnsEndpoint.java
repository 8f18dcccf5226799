package io.relaystream.bridge.edge.http;

import io.javalin.http.Context;
import io.relaystream.bridge.intake.Intake;
import io.relaystream.bridge.intake.IntakeResult;
import io.relaystream.bridge.sns.RefusalReason;
import io.relaystream.core.Code;
import io.relaystream.platform.log.LogKey;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers SNS: 200 only when the intake has taken over. A bounded number of requests is handled at
/// once and none waits in line: the rest is answered 503 at once, and SNS is the queue.
final class SnsEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(SnsEndpoint.class);
    private static final String RAW_DELIVERY = "x-amz-sns-rawdelivery";
    private static final String RETRY_AFTER_SECONDS = "5";

    /// SNS sends 256 KiB at most.
    private static final int MAX_BYTES = 2 * 1024 * 1024;

    private static final Duration MAX_TIME = Duration.ofSeconds(5);

    private final Intake intake;
    private final Meters meters;
    private final Semaphore room;

    SnsEndpoint(Intake intake, Meters meters, int maxInFlight) {
        this.intake = intake;
        this.meters = meters;
        this.room = new Semaphore(maxInFlight);
        meters.gauge(Metric.INTAKE_IN_FLIGHT, () -> maxInFlight - room.availablePermits());
    }

    void handle(Context context) {
        long start = System.nanoTime();
        Reply reply = room.tryAcquire() ? admitted(context) : new Reply(Answer.OVERLOADED);
        if (reply.answer.status() == 503) {
            context.header("Retry-After", RETRY_AFTER_SECONDS);
        }
        context.status(reply.answer.status()).result(reply.detail.code() + "\n");
        meters.time(
                Metric.INTAKE_REQUESTS, Duration.ofNanos(System.nanoTime() - start), reply.answer);
    }

    private Reply admitted(Context context) {
        try {
            return reply(context);
        } catch (IOException e) {
            LOG.atInfo().addKeyValue(LogKey.ERROR.key(), e).log("A request did not arrive whole");
            return new Reply(Answer.UNAVAILABLE);
        } catch (RuntimeException e) {
            LOG.atError()
                    .setCause(e)
                    .log("A request made the bridge fail: a defect; SNS repeats the message");
            return new Reply(Answer.UNAVAILABLE);
        } finally {
            room.release();
        }
    }

    private Reply reply(Context context) throws IOException {
        if ("true".equalsIgnoreCase(context.header(RAW_DELIVERY))) {
            return logged(new IntakeResult.Refused(RefusalReason.RAW_DELIVERY));
        }
        return switch (RequestBody.read(context.bodyInputStream(), MAX_BYTES, MAX_TIME)) {
            case RequestBody.TooLarge() -> new Reply(Answer.TOO_LARGE);
            case RequestBody.Garbled() -> logged(new IntakeResult.Refused(RefusalReason.NOT_UTF8));
            case RequestBody.Text(var text) -> logged(intake.take(text));
        };
    }

    private static Reply logged(IntakeResult result) {
        return switch (result) {
            case IntakeResult.Accepted _ -> new Reply(Answer.ACCEPTED);
            case IntakeResult.Ignored(var kind) -> new Reply(Answer.IGNORED, kind);
            case IntakeResult.Rejected(var reason) -> new Reply(Answer.REJECTED, reason);
            case IntakeResult.Refused(var reason) -> {
                LOG.atWarn()
                        .addKeyValue(LogKey.REASON.key(), reason.code())
                        .log("A request is refused; if it was ours, SNS does not repeat it");
                yield new Reply(Answer.REFUSED, reason);
            }
            case IntakeResult.Unavailable(var cause) -> {
                LOG.atWarn()
                        .addKeyValue(LogKey.WAITING_FOR.key(), cause.code())
                        .log("A message cannot be taken over now; SNS repeats it");
                yield new Reply(Answer.UNAVAILABLE, cause);
            }
        };
    }

    /// @param detail shown to the sender
    private record Reply(Answer answer, Code detail) {
        Reply(Answer answer) {
            this(answer, answer);
        }
    }
}
