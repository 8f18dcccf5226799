/// Who is told of what.
@NullMarked
package io.relaystream.api.live;

import org.jspecify.annotations.NullMarked;
