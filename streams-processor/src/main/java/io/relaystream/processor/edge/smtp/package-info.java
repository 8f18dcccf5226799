/// Sending by SMTP.
@NullMarked
package io.relaystream.processor.edge.smtp;

import org.jspecify.annotations.NullMarked;
