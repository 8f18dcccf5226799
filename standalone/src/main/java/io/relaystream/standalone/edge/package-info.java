/// How the commands reach the running system: over HTTP and S3, as strangers do.
@NullMarked
package io.relaystream.standalone.edge;

import org.jspecify.annotations.NullMarked;
