/// From rows in Postgres to records in Kafka: the schema, what of it is captured, and the Kafka
/// Connect worker that captures it.
///
/// Start reading at [io.relaystream.cdc.Cdc], then [io.relaystream.cdc.ConnectorDefinition].
@NullMarked
package io.relaystream.cdc;

import org.jspecify.annotations.NullMarked;
