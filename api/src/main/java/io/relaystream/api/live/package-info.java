/// What owners are told of at once, while they look.
@NullMarked
package io.relaystream.api.live;

import org.jspecify.annotations.NullMarked;
