/// SNS messages and whether they are genuine. Pure, but for the port that fetches certificates.
@NullMarked
package io.relaystream.bridge.sns;

import org.jspecify.annotations.NullMarked;
