package io.relaystream.api.account;

import io.relaystream.core.Code;

/// The languages that we write to owners in; their codes are BCP 47 tags.
public enum Language implements Code {
    EN,
    DE,
    FR
}
