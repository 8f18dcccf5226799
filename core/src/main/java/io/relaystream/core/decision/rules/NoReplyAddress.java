package io.relaystream.core.decision.rules;

import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.List;
import java.util.Optional;

/// Drops mail to an address of ours that says that nobody reads it.
public record NoReplyAddress() implements Rule {
    private static final List<String> NAMES = List.of("noreply", "no-reply");

    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.NOREPLY.when(leadsTo(facts.mail().recipient().value(), NAMES));
    }

    /// Behind the name stands the host, or a tag.
    private static boolean leadsTo(String recipient, List<String> names) {
        for (String name : names) {
            if (recipient.startsWith(name) && "@+".indexOf(recipient.charAt(name.length())) >= 0) {
                return true;
            }
        }
        return false;
    }
}
