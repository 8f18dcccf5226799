package io.relaystream.core.notice;

import io.relaystream.core.Code;

/// What a mail of ours tells the owner of an account.
public enum NoticeKind implements Code {
    /// An alias was switched off, as mail through it was reported as unwanted more than once.
    ALIAS_SWITCHED_OFF,
    /// Mail waits, as it cannot be encrypted to the owner's key.
    KEY_UNUSABLE,
    /// A reply was not sent, as the owner's plan has none.
    REPLY_NEEDS_PREMIUM,
    /// A reply was not sent, as too many were sent that day.
    REPLY_LIMIT,
    /// A reply was not sent, as it may show the owner's address.
    REPLY_SEALED,
    /// A reply was not sent, as it was refused or could not be delivered in time.
    REPLY_UNDELIVERED,
    /// A reply was sent without the addresses in it that are no reverse addresses.
    REPLY_WITHOUT_OTHERS
}
