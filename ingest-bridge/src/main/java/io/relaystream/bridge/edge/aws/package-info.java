/// The SNS API.
@NullMarked
package io.relaystream.bridge.edge.aws;

import org.jspecify.annotations.NullMarked;
