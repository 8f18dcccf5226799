package io.relaystream.core.notice;

import io.relaystream.core.Code;

/// What a mail of ours tells the owner of an account.
public enum NoticeKind implements Code {
    /// An alias was switched off, as mail through it was reported as unwanted more than once.
    ALIAS_SWITCHED_OFF
}
