@NullMarked
package io.relaystream.api.edge.http;

import org.jspecify.annotations.NullMarked;
