/// How long an unknown recipient waits for the alias table to become fresh.
@NullMarked
package io.relaystream.core.hold;

import org.jspecify.annotations.NullMarked;
