package io.relaystream.core.decision;

import java.util.Optional;

/// What one rule says about a mail.
///
/// @param rule its name
/// @param objection empty if it does not object
public record RuleAnswer(String rule, Optional<Objection> objection) {}
