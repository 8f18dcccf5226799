/// Name servers.
@NullMarked
package io.relaystream.api.edge.dns;

import org.jspecify.annotations.NullMarked;
