/// The stores in Postgres: all SQL is here.
@NullMarked
package io.relaystream.api.edge.postgres;

import org.jspecify.annotations.NullMarked;
