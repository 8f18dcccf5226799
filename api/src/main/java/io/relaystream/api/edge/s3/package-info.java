/// Raw mails in S3.
@NullMarked
package io.relaystream.api.edge.s3;

import org.jspecify.annotations.NullMarked;
