/// The Kafka Connect worker in this process, and the REST interface of its group.
@NullMarked
package io.relaystream.cdc.edge.connect;

import org.jspecify.annotations.NullMarked;
