/// Rows of the alias table.
@NullMarked
package io.relaystream.core.alias;

import org.jspecify.annotations.NullMarked;
