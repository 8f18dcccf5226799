package io.relaystream.api.alias;

/// What became of a new alias.
public sealed interface AliasResult {
    record Created(OwnedAlias alias) implements AliasResult {}

    record Refused(AliasRefusal why) implements AliasResult {}
}
