package io.relaystream.api.alias;

/// Why an alias is not made.
public enum AliasRefusal {
    PREMIUM_REQUIRED,
    LIMIT_REACHED,
    DAILY_LIMIT_REACHED,
    NAME_RESERVED,
    NAME_OFFENSIVE,
    DOMAIN_NOT_YOURS,
    ADDRESS_TOO_LONG,
    ADDRESS_UNAVAILABLE
}
