/// Answers of owners to those who wrote to their aliases.
@NullMarked
package io.relaystream.core.reply;

import org.jspecify.annotations.NullMarked;
