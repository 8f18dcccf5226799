@NullMarked
package io.relaystream.api.webhook;

import org.jspecify.annotations.NullMarked;
