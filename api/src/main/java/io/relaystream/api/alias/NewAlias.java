package io.relaystream.api.alias;

import io.relaystream.core.alias.LocalPart;

/// An alias that an owner wants.
public sealed interface NewAlias {
    Label label();

    /// Any address in our own domain.
    record Random(Label label) implements NewAlias {}

    /// @param host our own domain or one of the owner's, in canonical form
    record Named(LocalPart name, String host, Label label) implements NewAlias {}
}
