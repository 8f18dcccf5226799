package io.relaystream.api.domain;

import io.relaystream.core.domain.Domain;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A domain as its owner sees it.
///
/// @param checkedAt when its owner last had it checked; null if never
/// @param checks what came of it; a subdomain of ours has none
public record OwnedDomain(
        Domain domain, Instant createdAt, @Nullable Instant checkedAt, List<DomainCheck> checks) {
    public OwnedDomain {
        checks = List.copyOf(checks);
    }
}
