/// The pure domain: no I/O, no clock, no Kafka.
@NullMarked
package io.relaystream.core;

import org.jspecify.annotations.NullMarked;
