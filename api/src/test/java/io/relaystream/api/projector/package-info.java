/// What records mean, and that the projector brings each into the database once.
@NullMarked
package io.relaystream.api.projector;

import org.jspecify.annotations.NullMarked;
