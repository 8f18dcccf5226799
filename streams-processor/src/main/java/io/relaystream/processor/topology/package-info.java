/// The data flow: moves records between topics and keeps the state that decisions need. No clock,
/// no I/O; its only effect besides records is counting.
@NullMarked
package io.relaystream.processor.topology;

import org.jspecify.annotations.NullMarked;
