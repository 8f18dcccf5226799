@NullMarked
package io.relaystream.api.identity;

import org.jspecify.annotations.NullMarked;
