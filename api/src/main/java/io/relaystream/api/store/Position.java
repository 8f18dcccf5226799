package io.relaystream.api.store;

import java.time.Instant;
import java.util.UUID;

/// Where a thing stands in a list that is in the order of time; things of one instant by their id.
public record Position(Instant at, UUID id) {}
