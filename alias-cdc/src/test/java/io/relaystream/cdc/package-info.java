/// Tests of the schema and of what Kafka gets to see of its rows.
@NullMarked
package io.relaystream.cdc;

import org.jspecify.annotations.NullMarked;
