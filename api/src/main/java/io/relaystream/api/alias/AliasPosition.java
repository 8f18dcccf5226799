package io.relaystream.api.alias;

import java.util.UUID;

/// Where an alias stands in a list of its owner's.
///
/// @param key what the list is sorted by, as text
public record AliasPosition(AliasOrder order, String key, UUID id) {
    public AliasPosition {
        if (!order.by().isKey(key)) {
            throw new IllegalArgumentException("A position must have a key of its order");
        }
    }

    static AliasPosition of(AliasOrder order, OwnedAlias alias) {
        return new AliasPosition(order, order.by().key(alias), alias.id());
    }

    @Override
    public String toString() {
        return "AliasPosition[%s, %s]".formatted(order.text(), id);
    }
}
