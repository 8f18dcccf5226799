/// Every part in one JVM on loopback, and the commands of the launcher.
@NullMarked
package io.relaystream.standalone;

import org.jspecify.annotations.NullMarked;
