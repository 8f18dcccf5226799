package io.relaystream.core.decision.rules;

import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import java.util.Optional;

/// Drops automatic answers that come to a reverse address: a report, or the owner's vacation
/// responder. Sent on, they would answer each other for ever (RFC 3834).
public record AutomaticReply() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.AUTOMATIC_REPLY.when(
                facts.recipient().reverse()
                        && (facts.mail().nullSender() || facts.mail().autoSubmitted()));
    }
}
