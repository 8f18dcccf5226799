@NullMarked
package io.relaystream.api.edge.ses;

import org.jspecify.annotations.NullMarked;
