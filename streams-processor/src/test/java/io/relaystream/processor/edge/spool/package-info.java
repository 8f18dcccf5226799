@NullMarked
package io.relaystream.processor.edge.spool;

import org.jspecify.annotations.NullMarked;
