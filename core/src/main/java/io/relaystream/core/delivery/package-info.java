/// What the ledger asks of the delivery workers, and what they answer.
@NullMarked
package io.relaystream.core.delivery;

import org.jspecify.annotations.NullMarked;
