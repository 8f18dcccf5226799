/// What an owner can do with aliases: the use cases and their rules.
@NullMarked
package io.relaystream.api.alias;

import org.jspecify.annotations.NullMarked;
