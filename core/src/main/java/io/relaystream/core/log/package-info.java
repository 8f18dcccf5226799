/// What an owner sees of the way of a mail.
@NullMarked
package io.relaystream.core.log;

import org.jspecify.annotations.NullMarked;
