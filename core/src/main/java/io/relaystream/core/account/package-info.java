/// Rows of the account table.
@NullMarked
package io.relaystream.core.account;

import org.jspecify.annotations.NullMarked;
