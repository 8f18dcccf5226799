package io.relaystream.core.decision;

import java.time.Instant;

/// The mail is to wait and to be decided again.
///
/// @param reason why; if the mail becomes too old to wait, it is dropped for it
/// @param until when it is to be decided again
public record Postponement(DropReason reason, Instant until) implements Objection {}
