/// Postgres as alias-cdc needs it: there, migrated, and replicating.
@NullMarked
package io.relaystream.cdc.edge.postgres;

import org.jspecify.annotations.NullMarked;
