@NullMarked
package io.relaystream.api.edge.kafka;

import org.jspecify.annotations.NullMarked;
