package io.relaystream.core.decision;

import java.util.Optional;

/// One reason not to forward a mail. Rules are pure: no clock, no I/O, no logging, no metrics.
@FunctionalInterface
public interface Rule {

    /// Returns why this mail must not be forwarded now, or empty if this rule does not object.
    Optional<Objection> objection(Facts facts);

    /// The rule's public name, which canonical records show: that of its type in `snake_case`.
    default String code() {
        return RuleNames.of(getClass());
    }
}
