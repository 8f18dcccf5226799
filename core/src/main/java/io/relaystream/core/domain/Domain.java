package io.relaystream.core.domain;

import org.jspecify.annotations.Nullable;

/// A row of the domain table, as the topology sees it: a host whose every name may be an alias of
/// its owner.
///
/// @param host in canonical form
/// @param accountId the owner; null once the account is gone, as a subdomain is never issued again
/// @param verified whether the owner has shown that the domain is theirs; a subdomain of ours needs
///   no proof
/// @param catchAll whether a mail to a name that is no alias yet makes it one
public record Domain(
        String host,
        @Nullable String accountId,
        DomainKind kind,
        boolean verified,
        boolean catchAll) {

    /// Whether mail to this host is ours to decide about.
    public boolean inUse() {
        return accountId != null && (verified || kind == DomainKind.SUBDOMAIN);
    }
}
