/// What all stores have in common.
@NullMarked
package io.relaystream.api.store;

import org.jspecify.annotations.NullMarked;
