package io.relaystream.core.decision.rules;

import io.relaystream.core.alias.LocalPart;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.recipient.Recipient;
import java.util.Optional;

/// Makes no alias of a name that mail servers, certificate authorities and people trust.
public record NameReserved() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.RESERVED_NAME.when(
                facts.recipient() instanceof Recipient.Unmade unmade
                        && unmade.name().filter(LocalPart::reserved).isPresent());
    }
}
