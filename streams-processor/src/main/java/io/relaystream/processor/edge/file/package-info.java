/// Files that the operator provides.
@NullMarked
package io.relaystream.processor.edge.file;

import org.jspecify.annotations.NullMarked;
