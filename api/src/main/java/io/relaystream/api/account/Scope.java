package io.relaystream.api.account;

import io.relaystream.core.Code;

/// What a token allows.
public enum Scope implements Code {
    READ,
    WRITE,
    ADMIN
}
