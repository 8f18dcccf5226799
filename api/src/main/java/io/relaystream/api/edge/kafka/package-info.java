/// The topics that the API's projector reads.
@NullMarked
package io.relaystream.api.edge.kafka;

import org.jspecify.annotations.NullMarked;
