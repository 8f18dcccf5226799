/// The management port.
@NullMarked
package io.relaystream.platform.edge.http;

import org.jspecify.annotations.NullMarked;
