package io.relaystream.api.alias;

/// What became of a change or deletion that is wanted only if the alias is as the caller saw it.
public sealed interface AliasEdit {
    /// @param alias as it is now; a deleted one as it was
    record Done(OwnedAlias alias) implements AliasEdit {}

    record Absent() implements AliasEdit {}

    /// Nothing was done: the alias is another than the caller saw.
    record Unmatched() implements AliasEdit {}
}
