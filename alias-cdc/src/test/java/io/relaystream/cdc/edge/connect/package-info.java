/// Tests of how Kafka Connect is spoken to.
@NullMarked
package io.relaystream.cdc.edge.connect;

import org.jspecify.annotations.NullMarked;
