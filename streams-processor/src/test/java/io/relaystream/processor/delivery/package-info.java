@NullMarked
package io.relaystream.processor.delivery;

import org.jspecify.annotations.NullMarked;
