package io.relaystream.api.alias;

import io.relaystream.core.Code;

/// How an alias got its address.
public enum AliasKind implements Code {
    RANDOM,
    NAMED
}
