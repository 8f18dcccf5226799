package io.relaystream.core.account;

import io.relaystream.core.Code;

/// What happened to an account through its mail. `docs/events.md` explains each.
public enum AccountEventKind implements Code {
    /// It used some of what it may use per day.
    USED,
    FORWARD_LIMIT_REACHED,
    BYTE_LIMIT_REACHED,
    REPLY_LIMIT_REACHED,
    ALIAS_LIMIT_REACHED,
    /// Its mailbox refused a mail for good.
    HARD_BOUNCE,
    /// Its mailbox refused a mail for the moment.
    SOFT_BOUNCE,
    /// Its provider reported a mail as unwanted.
    COMPLAINT,
    /// From now on its spam is dropped.
    SPAM_DROPPING_ON,
    /// One of its aliases is switched off, as mail through it was reported as unwanted again.
    ALIAS_SWITCHED_OFF,
    /// A mail made an alias.
    ALIAS_MADE
}
