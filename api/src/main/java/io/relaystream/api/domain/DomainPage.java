package io.relaystream.api.domain;

import java.util.List;
import java.util.Optional;

/// A part of an owner's list, in the order of the hosts.
///
/// @param next the host to go on after; empty at the end
public record DomainPage(List<OwnedDomain> items, Optional<String> next) {
    public DomainPage {
        items = List.copyOf(items);
    }

    /// @param found up to one more than fit the page, which tells that there are more
    public static DomainPage of(List<OwnedDomain> found, int limit) {
        return found.size() <= limit
                ? new DomainPage(found, Optional.empty())
                : new DomainPage(
                        found.subList(0, limit), Optional.of(found.get(limit - 1).domain().host()));
    }
}
