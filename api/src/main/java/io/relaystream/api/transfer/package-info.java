/// Moving many aliases in and out.
@NullMarked
package io.relaystream.api.transfer;

import org.jspecify.annotations.NullMarked;
