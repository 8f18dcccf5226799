/// Mails in the log of their owner.
@NullMarked
package io.relaystream.api.message;

import org.jspecify.annotations.NullMarked;
