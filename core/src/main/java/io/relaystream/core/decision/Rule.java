package io.relaystream.core.decision;

import java.util.Optional;

/// One reason to drop a mail. Rules are pure: no clock, no I/O, no logging, no metrics.
@FunctionalInterface
public interface Rule {

    /// Returns why this mail must not be forwarded, or empty if this rule does not object.
    Optional<DropReason> objection(Facts facts);
}
