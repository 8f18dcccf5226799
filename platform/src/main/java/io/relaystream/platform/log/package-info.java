/// The closed vocabulary of log keys, and the MozLog line.
@NullMarked
package io.relaystream.platform.log;

import org.jspecify.annotations.NullMarked;
