/// The object store.
@NullMarked
package io.relaystream.bridge.edge.s3;

import org.jspecify.annotations.NullMarked;
