/// Raw mails in S3.
@NullMarked
package io.relaystream.processor.edge.s3;

import org.jspecify.annotations.NullMarked;
