/// The topic catalogue with its serdes, and the clients' properties.
@NullMarked
package io.relaystream.platform.kafka;

import org.jspecify.annotations.NullMarked;
