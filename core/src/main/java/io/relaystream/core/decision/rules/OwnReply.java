package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Account;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;

/// Drops the copy of an owner's own answer that comes to the alias: who answers to all answers to
/// the alias as well, as it stands in `To:` of what was forwarded.
public record OwnReply() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        Account account = facts.account();
        return DropReason.OWN_REPLY.when(
                account != null
                        && !facts.mail().addressees().isEmpty()
                        && account.isMailbox(facts.mail().from()));
    }
}
