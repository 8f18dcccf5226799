package io.relaystream.api.alias;

import io.relaystream.core.Code;

/// What a random address looks like.
public enum AliasFormat implements Code {
    CHARACTERS,
    /// Longer, but easy to read out.
    WORDS
}
