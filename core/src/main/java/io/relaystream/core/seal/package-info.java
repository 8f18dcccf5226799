/// Marks of ours that travel with mail and come back: nobody else can make them.
@NullMarked
package io.relaystream.core.seal;

import org.jspecify.annotations.NullMarked;
