/// The topology and the delivery workers on a real broker.
@NullMarked
package io.relaystream.processor.edge.kafka;

import org.jspecify.annotations.NullMarked;
