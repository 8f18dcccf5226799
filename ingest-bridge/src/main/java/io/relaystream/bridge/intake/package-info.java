/// Check, parse, publish: the use case of the bridge, and the ports it needs.
@NullMarked
package io.relaystream.bridge.intake;

import org.jspecify.annotations.NullMarked;
