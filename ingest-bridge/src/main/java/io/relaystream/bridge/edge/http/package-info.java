/// The endpoint that SNS posts to, and the certificates that it signs with.
@NullMarked
package io.relaystream.bridge.edge.http;

import org.jspecify.annotations.NullMarked;
