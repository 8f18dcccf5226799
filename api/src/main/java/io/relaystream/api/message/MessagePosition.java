package io.relaystream.api.message;

import java.time.Instant;

/// Where a mail stands in its owner's list: newest first, those of one instant by their id.
public record MessagePosition(Instant receivedAt, String deliveryId) {}
