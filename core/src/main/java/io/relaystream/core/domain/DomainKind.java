package io.relaystream.core.domain;

import io.relaystream.core.Code;

/// Whose a domain is.
public enum DomainKind implements Code {
    /// A name below our alias domain, issued to one account for ever.
    SUBDOMAIN,
    /// A domain that the owner brought along.
    OWN
}
