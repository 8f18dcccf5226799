@NullMarked
package io.relaystream.api.operations;

import org.jspecify.annotations.NullMarked;
