/// Certificates from files, where no SNS is.
@NullMarked
package io.relaystream.bridge.edge.file;

import org.jspecify.annotations.NullMarked;
