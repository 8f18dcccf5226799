/// Hosts whose names are aliases of one account.
@NullMarked
package io.relaystream.core.domain;

import org.jspecify.annotations.NullMarked;
