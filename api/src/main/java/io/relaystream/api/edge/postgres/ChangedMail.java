package io.relaystream.api.edge.postgres;

import java.util.UUID;

/// A mail whose owner has something new to see.
record ChangedMail(UUID account, String deliveryId) {}
