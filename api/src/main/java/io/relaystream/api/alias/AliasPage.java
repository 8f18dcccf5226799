package io.relaystream.api.alias;

import java.util.List;
import java.util.Optional;

/// A part of an owner's list.
///
/// @param next the position to go on after; empty at the end
public record AliasPage(List<OwnedAlias> items, Optional<AliasPosition> next) {
    public AliasPage {
        items = List.copyOf(items);
    }

    /// @param found up to one more than fit the page, which tells that there are more
    public static AliasPage of(List<OwnedAlias> found, AliasOrder order, int limit) {
        return found.size() <= limit
                ? new AliasPage(found, Optional.empty())
                : new AliasPage(
                        found.subList(0, limit),
                        Optional.of(AliasPosition.of(order, found.get(limit - 1))));
    }
}
