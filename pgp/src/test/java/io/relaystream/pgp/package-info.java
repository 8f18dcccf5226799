@NullMarked
package io.relaystream.pgp;

import org.jspecify.annotations.NullMarked;
