package io.relaystream.api.domain;

import io.relaystream.core.domain.Domain;
import java.time.Instant;

/// A domain as its owner sees it.
public record OwnedDomain(Domain domain, Instant createdAt) {}
