/// What every store of mails must do, one in memory that does, and what mails are in words.
@NullMarked
package io.relaystream.api.message;

import org.jspecify.annotations.NullMarked;
