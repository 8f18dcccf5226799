/// What every account store must do, and one in memory that does.
@NullMarked
package io.relaystream.api.account;

import org.jspecify.annotations.NullMarked;
