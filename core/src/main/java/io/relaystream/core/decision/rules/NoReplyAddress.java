package io.relaystream.core.decision.rules;

import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;
import java.util.Set;

/// Drops mail to an address of ours that says that nobody reads it.
public record NoReplyAddress() implements Rule {
    private static final Set<String> NAMES = Set.of("noreply", "no-reply");

    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.NOREPLY.when(NAMES.contains(facts.mail().mailbox().local()));
    }
}
