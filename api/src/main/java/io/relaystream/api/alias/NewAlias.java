package io.relaystream.api.alias;

import io.relaystream.core.alias.LocalPart;

/// An alias that an owner wants.
public sealed interface NewAlias {
    Remarks remarks();

    /// Any address in our own domain.
    record Random(AliasFormat format, Remarks remarks) implements NewAlias {}

    /// @param host our own domain or one of the owner's, in canonical form
    record Named(LocalPart name, String host, Remarks remarks) implements NewAlias {}
}
