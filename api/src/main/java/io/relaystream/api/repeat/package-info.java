/// Requests that come again because their answer was lost.
@NullMarked
package io.relaystream.api.repeat;

import org.jspecify.annotations.NullMarked;
