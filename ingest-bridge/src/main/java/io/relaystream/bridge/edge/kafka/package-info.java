/// Records into Kafka, and whether it is there.
@NullMarked
package io.relaystream.bridge.edge.kafka;

import org.jspecify.annotations.NullMarked;
