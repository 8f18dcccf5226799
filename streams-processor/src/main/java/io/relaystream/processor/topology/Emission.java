package io.relaystream.processor.topology;

import io.relaystream.core.canonical.CanonicalRecord;
import io.relaystream.core.delivery.DeliveryRequest;
import io.relaystream.platform.metrics.Meters;
import io.relaystream.platform.metrics.Metric;
import java.time.Duration;
import java.util.List;

/// What leaves the topology.
sealed interface Emission {

    /// Ask a worker for an attempt.
    record Request(DeliveryRequest request) implements Emission {}

    /// The end of a mail's story.
    record Ended(CanonicalRecord ending) implements Emission {}

    /// The end of a mail's story, counted.
    static Ended ended(CanonicalRecord ending, Meters meters) {
        meters.count(Metric.MAILS_FINISHED, ending.outcome(), ending.reasonCode());
        meters.time(Metric.MAIL_TOTAL, Duration.ofMillis(ending.totalMs()), ending.outcome());
        return new Ended(ending);
    }

    default List<DeliveryRequest> requests() {
        return switch (this) {
            case Request(DeliveryRequest request) -> List.of(request);
            case Ended _ -> List.of();
        };
    }

    default List<CanonicalRecord> endings() {
        return switch (this) {
            case Request _ -> List.of();
            case Ended(CanonicalRecord ending) -> List.of(ending);
        };
    }
}
