@NullMarked
package io.relaystream.api.edge.smtp;

import org.jspecify.annotations.NullMarked;
