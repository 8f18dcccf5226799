package io.relaystream.api.domain;

/// What became of a claim.
public sealed interface DomainResult {
    record Claimed(OwnedDomain domain) implements DomainResult {}

    record Refused(DomainRefusal why) implements DomainResult {}
}
