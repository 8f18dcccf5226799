@NullMarked
package io.relaystream.api.store;

import org.jspecify.annotations.NullMarked;
