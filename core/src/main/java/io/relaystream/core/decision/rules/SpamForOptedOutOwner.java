package io.relaystream.core.decision.rules;

import io.relaystream.core.account.Account;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.mail.Verdict;
import java.util.Optional;

/// Drops mail with a spam verdict FAIL for owners who asked for it; everybody else gets it.
public record SpamForOptedOutOwner() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        Account account = facts.account();
        return DropReason.SPAM.when(
                account != null && account.dropSpam() && facts.mail().spam() == Verdict.FAIL);
    }
}
