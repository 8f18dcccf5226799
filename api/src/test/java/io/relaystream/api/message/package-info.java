@NullMarked
package io.relaystream.api.message;

import org.jspecify.annotations.NullMarked;
