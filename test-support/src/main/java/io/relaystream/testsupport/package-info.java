/// What the tests of several modules share: servers that misbehave on demand.
@NullMarked
package io.relaystream.testsupport;

import org.jspecify.annotations.NullMarked;
