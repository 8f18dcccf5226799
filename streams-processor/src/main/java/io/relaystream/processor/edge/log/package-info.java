/// The canonical log: one line for each mail's end.
@NullMarked
package io.relaystream.processor.edge.log;

import org.jspecify.annotations.NullMarked;
