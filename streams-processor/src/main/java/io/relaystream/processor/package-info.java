/// The streams-processor service: the topology, the ledger and the delivery workers.
@NullMarked
package io.relaystream.processor;

import org.jspecify.annotations.NullMarked;
