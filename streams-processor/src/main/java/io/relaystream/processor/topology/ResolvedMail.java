package io.relaystream.processor.topology;

import io.relaystream.core.alias.Alias;
import io.relaystream.core.mail.InboundMail;

/// A mail whose recipient is an alias, on its way to the owner's partition.
///
/// @param heldMs how long it was held until the alias appeared, in milliseconds
record ResolvedMail(InboundMail mail, Alias alias, long heldMs) {}
