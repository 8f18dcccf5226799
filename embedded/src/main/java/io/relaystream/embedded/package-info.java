/// The servers that Relaystream needs around it, inside this JVM and on loopback: Kafka, Postgres,
/// S3 and a mail catcher.
///
/// The standalone runs on them and so do the integration tests. They are for demo, development and
/// tests: no authentication but the S3 keys, one replica of everything, and a power cut may lose
/// data. The death of the JVM, `kill -9` included, loses nothing that was acknowledged.
@NullMarked
package io.relaystream.embedded;

import org.jspecify.annotations.NullMarked;
