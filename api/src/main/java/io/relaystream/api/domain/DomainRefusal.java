package io.relaystream.api.domain;

/// Why a domain is not an account's.
public enum DomainRefusal {
    PREMIUM_REQUIRED,
    NAME_RESERVED,
    NAME_OFFENSIVE,
    HOST_OURS,
    LIMIT_REACHED,
    /// The account has its subdomain.
    ALREADY_CLAIMED,
    /// Somebody has the host, or had it once.
    HOST_UNAVAILABLE
}
