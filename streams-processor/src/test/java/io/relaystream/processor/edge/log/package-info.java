@NullMarked
package io.relaystream.processor.edge.log;

import org.jspecify.annotations.NullMarked;
