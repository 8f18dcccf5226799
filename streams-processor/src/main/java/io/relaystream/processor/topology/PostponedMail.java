package io.relaystream.processor.topology;

import java.time.Instant;

/// A mail that waits to be decided again.
record PostponedMail(ResolvedMail resolved, Instant since) {}
