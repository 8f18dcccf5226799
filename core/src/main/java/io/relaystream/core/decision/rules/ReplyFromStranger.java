package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Account;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;

/// Drops mail to a reverse address that is not from the owner's own mailbox: only the owner may
/// write in the name of the alias. A tag in the sender's address does not matter.
public record ReplyFromStranger() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        Account account = facts.account();
        return DropReason.REPLY_FROM_STRANGER.when(
                account != null && !account.isMailbox(facts.mail().from()));
    }
}
