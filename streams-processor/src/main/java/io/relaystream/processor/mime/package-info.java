/// Rewriting mails: bytes and facts in, bytes out; no I/O, no clock.
@NullMarked
package io.relaystream.processor.mime;

import org.jspecify.annotations.NullMarked;
