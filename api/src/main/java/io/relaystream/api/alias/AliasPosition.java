package io.relaystream.api.alias;

import java.time.Instant;
import java.util.UUID;

/// Where an alias stands in its owner's list: newest first, those of one instant by their id.
public record AliasPosition(Instant createdAt, UUID id) {}
