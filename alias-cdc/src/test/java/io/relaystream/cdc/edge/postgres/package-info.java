/// Tests of the schema on a real Postgres.
@NullMarked
package io.relaystream.cdc.edge.postgres;

import org.jspecify.annotations.NullMarked;
