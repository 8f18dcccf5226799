/// The stores on a real Postgres.
@NullMarked
package io.relaystream.api.edge.postgres;

import org.jspecify.annotations.NullMarked;
