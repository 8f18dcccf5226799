package io.relaystream.api.alias;

import java.util.Optional;

/// Which aliases a list shows: those for which everything holds that is given.
///
/// @param domain of their addresses, in canonical form
/// @param label none for those without one
/// @param text stands, in whichever case, in the address, the label, the note or where it is used;
///   personal
public record AliasFilter(
        Optional<Boolean> enabled,
        Optional<String> domain,
        Optional<Label> label,
        Optional<String> text) {
    public static final AliasFilter NONE =
            new AliasFilter(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    @Override
    public String toString() {
        return "AliasFilter";
    }
}
