@NullMarked
package io.relaystream.processor.edge.kafka;

import org.jspecify.annotations.NullMarked;
