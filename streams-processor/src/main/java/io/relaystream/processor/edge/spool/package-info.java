/// Files of large mails while they are delivered.
@NullMarked
package io.relaystream.processor.edge.spool;

import org.jspecify.annotations.NullMarked;
