package io.relaystream.api.http;

import io.relaystream.api.domain.OwnedDomain;

/// A domain as JSON.
///
/// @param verified whether mail to it is taken: a subdomain of ours needs no proof
record DomainAnswer(
        String host, String kind, boolean verified, boolean catchAll, String createdAt) {

    static DomainAnswer of(OwnedDomain owned) {
        return new DomainAnswer(
                owned.domain().host(),
                owned.domain().kind().code(),
                owned.domain().inUse(),
                owned.domain().catchAll(),
                owned.createdAt().toString());
    }
}
