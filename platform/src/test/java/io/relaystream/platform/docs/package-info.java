/// The documentation says what the code says.
@NullMarked
package io.relaystream.platform.docs;

import org.jspecify.annotations.NullMarked;
