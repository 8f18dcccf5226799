/// The metric catalogue and how it is recorded.
@NullMarked
package io.relaystream.platform.metrics;

import org.jspecify.annotations.NullMarked;
