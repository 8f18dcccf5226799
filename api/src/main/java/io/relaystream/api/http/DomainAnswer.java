package io.relaystream.api.http;

import io.relaystream.api.domain.DomainCheck;
import io.relaystream.api.domain.OwnedDomain;
import io.relaystream.core.domain.DomainKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A domain as JSON.
///
/// @param verified whether mail to it is taken: a subdomain of ours needs no proof
/// @param checks what DNS must say; null for a subdomain of ours
record DomainAnswer(
        String host,
        String kind,
        boolean verified,
        boolean catchAll,
        String createdAt,
        @Nullable String checkedAt,
        @Nullable List<DomainCheck> checks) {

    static DomainAnswer of(OwnedDomain owned) {
        return new DomainAnswer(
                owned.domain().host(),
                owned.domain().kind().code(),
                owned.domain().inUse(),
                owned.domain().catchAll(),
                owned.createdAt().toString(),
                Json.text(owned.checkedAt()),
                owned.domain().kind() == DomainKind.OWN ? owned.checks() : null);
    }
}
