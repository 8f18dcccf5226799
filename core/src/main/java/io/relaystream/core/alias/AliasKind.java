package io.relaystream.core.alias;

import io.relaystream.core.Code;

/// How an alias got its address.
public enum AliasKind implements Code {
    RANDOM,
    NAMED,
    /// Made by the first mail to it, in a domain of its owner.
    CATCH_ALL
}
