/// Tests of the API as a whole, over real HTTP.
@NullMarked
package io.relaystream.api;

import org.jspecify.annotations.NullMarked;
