/// How Amazon's services are reached.
@NullMarked
package io.relaystream.processor.edge.aws;

import org.jspecify.annotations.NullMarked;
