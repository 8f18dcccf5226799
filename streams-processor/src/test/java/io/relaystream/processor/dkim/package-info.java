@NullMarked
package io.relaystream.processor.dkim;

import org.jspecify.annotations.NullMarked;
