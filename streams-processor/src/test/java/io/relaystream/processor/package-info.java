@NullMarked
package io.relaystream.processor;

import org.jspecify.annotations.NullMarked;
