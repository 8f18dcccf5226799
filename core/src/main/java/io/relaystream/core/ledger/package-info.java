/// The state machine of every mail in flight.
@NullMarked
package io.relaystream.core.ledger;

import org.jspecify.annotations.NullMarked;
