/// Topics on a real broker.
@NullMarked
package io.relaystream.platform.edge.kafka;

import org.jspecify.annotations.NullMarked;
