package io.relaystream.processor.topology;

import io.relaystream.core.mail.InboundMail;
import java.time.Instant;

/// A mail that waits to be decided again.
record PostponedMail(InboundMail mail, Instant since) {}
