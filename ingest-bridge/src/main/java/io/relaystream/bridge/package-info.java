/// Takes over mails and reports from SNS: verified, understood, acknowledged by Kafka, then
/// answered.
@NullMarked
package io.relaystream.bridge;

import org.jspecify.annotations.NullMarked;
