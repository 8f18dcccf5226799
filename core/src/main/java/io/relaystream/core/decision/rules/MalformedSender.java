package io.relaystream.core.decision.rules;

import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.recipient.Recipient;
import java.util.Optional;

/// Drops mail whose `From:` does not name one author: it is missing, there twice, or no address
/// (RFC 5322 section 3.6). Whom such a mail shows as its author differs from reader to reader.
/// Reports of mail servers are read all the same.
public record MalformedSender() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.MALFORMED_SENDER.when(
                facts.mail().malformedSender()
                        && !(facts.recipient() instanceof Recipient.BounceAddress));
    }
}
