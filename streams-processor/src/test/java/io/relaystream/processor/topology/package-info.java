/// What the topology does, path by path.
@NullMarked
package io.relaystream.processor.topology;

import org.jspecify.annotations.NullMarked;
