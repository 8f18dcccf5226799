package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Account;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;

/// Drops mail for a mailbox that the owner has not shown to be theirs: strangers must not be sent
/// mail that somebody else ordered.
public record UnverifiedMailbox() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        Account account = facts.account();
        return DropReason.UNVERIFIED_MAILBOX.when(account != null && !account.verified());
    }
}
