/// What the topology says about accounts, aliases and mails, brought into the database.
@NullMarked
package io.relaystream.api.projector;

import org.jspecify.annotations.NullMarked;
