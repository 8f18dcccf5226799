/// What the topology says about accounts and aliases, brought into the database.
@NullMarked
package io.relaystream.api.projector;

import org.jspecify.annotations.NullMarked;
