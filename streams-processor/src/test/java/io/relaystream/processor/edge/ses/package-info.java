@NullMarked
package io.relaystream.processor.edge.ses;

import org.jspecify.annotations.NullMarked;
