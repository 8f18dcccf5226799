package io.relaystream.api.domain;

/// Why a subdomain is not issued.
public enum DomainRefusal {
    PREMIUM_REQUIRED,
    NAME_RESERVED,
    NAME_OFFENSIVE,
    /// The account has its subdomain.
    ALREADY_CLAIMED,
    /// Somebody has the host, or had it once.
    HOST_UNAVAILABLE
}
