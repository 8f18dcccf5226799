/// Fixtures: the default of each is the happy case, and each method changes one thing. Other
/// modules use them through the test jar.
@NullMarked
package io.relaystream.core;

import org.jspecify.annotations.NullMarked;
