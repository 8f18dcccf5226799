package io.relaystream.core.decision.rules;

import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.decision.Objection;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.mail.Verdict;
import java.util.Optional;

/// Drops mail with a virus verdict FAIL, for everybody.
public record VirusFound() implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return DropReason.VIRUS.when(facts.mail().virus() == Verdict.FAIL);
    }
}
