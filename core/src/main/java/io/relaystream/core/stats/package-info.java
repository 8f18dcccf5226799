/// Counts of what has become of mail.
@NullMarked
package io.relaystream.core.stats;

import org.jspecify.annotations.NullMarked;
