/// What providers report about mail that we sent.
@NullMarked
package io.relaystream.core.feedback;

import org.jspecify.annotations.NullMarked;
