package io.relaystream.processor.topology;

import io.relaystream.core.hold.Hold;
import io.relaystream.core.mail.InboundMail;

/// A mail that waits for its alias to appear.
record HeldMail(InboundMail mail, Hold hold) {}
