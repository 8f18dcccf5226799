/// Tests.
@NullMarked
package io.relaystream.api.transfer;

import org.jspecify.annotations.NullMarked;
