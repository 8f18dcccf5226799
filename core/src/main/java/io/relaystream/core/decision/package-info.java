/// Forward or drop: the ordered rules.
@NullMarked
package io.relaystream.core.decision;

import org.jspecify.annotations.NullMarked;
