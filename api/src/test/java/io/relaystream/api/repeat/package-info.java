/// Tests, and the twin of the store.
@NullMarked
package io.relaystream.api.repeat;

import org.jspecify.annotations.NullMarked;
