package io.relaystream.core.decision;

import io.relaystream.core.Code;
import java.util.Optional;

/// Why a mail is not forwarded. `docs/events.md` explains each to operators.
public enum DropReason implements Code {
    /// No such alias, and the alias table was known to be fresh.
    UNKNOWN_ALIAS,
    /// No such alias after the longest hold, and the alias table never became fresh.
    ALIAS_TABLE_STALE,
    /// DMARC failed and the sender's domain asks for rejection.
    DMARC_REJECT,
    /// The spam verdict is FAIL and the owner drops spam.
    SPAM,
    /// The owner's account is deactivated or gone.
    ACCOUNT_INACTIVE,
    /// The owner switched the alias off, or blocks all mail to it.
    ALIAS_DISABLED;

    private final Optional<DropReason> self = Optional.of(this);

    /// This reason if the condition holds, otherwise empty.
    public Optional<DropReason> when(boolean condition) {
        return condition ? self : Optional.empty();
    }
}
