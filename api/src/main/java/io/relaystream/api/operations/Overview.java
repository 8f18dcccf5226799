package io.relaystream.api.operations;

import java.time.Instant;
import java.util.Optional;

/// How the whole gets on.
///
/// @param lag records that the projector has yet to read
/// @param deadLetters empty if Kafka does not say
public record Overview(Instant at, Figures figures, long lag, Optional<Long> deadLetters) {}
