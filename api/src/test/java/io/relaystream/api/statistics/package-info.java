/// Numbers in memory, and how gaps are filled.
@NullMarked
package io.relaystream.api.statistics;

import org.jspecify.annotations.NullMarked;
