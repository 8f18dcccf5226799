/// The one record that every mail ends in.
@NullMarked
package io.relaystream.core.canonical;

import org.jspecify.annotations.NullMarked;
