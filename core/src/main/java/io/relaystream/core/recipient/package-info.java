/// Where an envelope recipient leads.
@NullMarked
package io.relaystream.core.recipient;

import org.jspecify.annotations.NullMarked;
