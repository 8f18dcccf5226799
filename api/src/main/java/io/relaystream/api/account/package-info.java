/// Accounts and the tokens that open them.
@NullMarked
package io.relaystream.api.account;

import org.jspecify.annotations.NullMarked;
