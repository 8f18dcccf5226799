package io.relaystream.api.alias;

import io.relaystream.core.Code;
import java.util.Optional;

/// The order of a list; aliases that are equal in it are sorted by their id.
public record AliasOrder(AliasSort by, boolean descending) {
    public static final AliasOrder NEWEST_FIRST = new AliasOrder(AliasSort.CREATED_AT, true);

    /// @param text what it is sorted by, behind a `-` for the opposite direction
    public static Optional<AliasOrder> parse(String text) {
        boolean descending = text.startsWith("-");
        String code = descending ? text.substring(1) : text;
        return Code.find(AliasSort.class, code).map(sort -> new AliasOrder(sort, descending));
    }

    /// As [#parse] reads it.
    public String text() {
        return (descending ? "-" : "") + by.code();
    }
}
