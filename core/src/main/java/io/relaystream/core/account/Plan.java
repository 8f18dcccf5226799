package io.relaystream.core.account;

import io.relaystream.core.Code;

/// What an account has subscribed to.
public enum Plan implements Code {
    FREE,
    PREMIUM
}
