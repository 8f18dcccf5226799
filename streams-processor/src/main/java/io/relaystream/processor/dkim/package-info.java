/// Signing of outgoing mail by DKIM (RFC 6376). Pure: bytes in, bytes out.
@NullMarked
package io.relaystream.processor.dkim;

import org.jspecify.annotations.NullMarked;
