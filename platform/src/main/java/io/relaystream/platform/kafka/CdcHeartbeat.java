package io.relaystream.platform.kafka;

import java.time.Instant;

/// The newest heartbeat row that came through change data capture: every change committed before
/// `beatAt` has been captured, too.
///
/// @param beatAt the database's clock when the heartbeat was written
public record CdcHeartbeat(Instant beatAt) {
    /// The only key of the topic.
    public static final String KEY = "cdc";
}
