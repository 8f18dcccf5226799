package io.relaystream.processor.topology;

import io.relaystream.core.hold.Hold;

/// A mail that waits for its alias's owner to appear.
record HeldResolved(ResolvedMail resolved, Hold hold) {}
