package io.relaystream.api.operations;

import io.relaystream.api.message.Stage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the database knows of the whole.
///
/// @param heartbeat when change data capture last showed that it is at work
/// @param inFlight mails under way
/// @param oldest when the oldest of them was received
/// @param sampled mails that outcomes and times are taken from: the newest of a day, and not more
///   than can be counted at once
public record Figures(
        Optional<Instant> heartbeat,
        Map<InFlight, Long> inFlight,
        Optional<Instant> oldest,
        long sampled,
        List<Ending> outcomes,
        Map<Stage, Times> stages) {

    /// How many mails ended in one way, in codes.
    public record Ending(String outcome, String reason, long count) {}

    /// Percentiles in milliseconds.
    public record Times(double p50, double p95, double p99) {}

    public Figures {
        inFlight = Map.copyOf(inFlight);
        outcomes = List.copyOf(outcomes);
        stages = Map.copyOf(stages);
    }
}
