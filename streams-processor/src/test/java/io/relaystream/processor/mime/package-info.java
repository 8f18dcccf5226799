@NullMarked
package io.relaystream.processor.mime;

import org.jspecify.annotations.NullMarked;
