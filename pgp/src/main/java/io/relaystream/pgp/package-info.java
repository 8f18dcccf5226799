/// OpenPGP (RFC 9580): which keys of owners can be used, and encryption to them. Pure but for the
/// randomness that encryption needs: bytes in, bytes out.
@NullMarked
package io.relaystream.pgp;

import org.jspecify.annotations.NullMarked;
