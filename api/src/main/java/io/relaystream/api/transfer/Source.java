package io.relaystream.api.transfer;

import io.relaystream.core.Code;

/// Whose export it is.
public enum Source implements Code {
    RELAYSTREAM,
    SIMPLELOGIN,
    ADDY
}
