/// Tests, and a name server for them.
@NullMarked
package io.relaystream.api.edge.dns;

import org.jspecify.annotations.NullMarked;
