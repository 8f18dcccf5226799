/// The system as a whole: its architecture, and the whole way of a mail on embedded parts.
@NullMarked
package io.relaystream.standalone;

import org.jspecify.annotations.NullMarked;
