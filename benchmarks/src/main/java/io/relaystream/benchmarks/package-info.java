/// What is measured, and how: JMH for the pure parts, a load driver for the whole.
@NullMarked
package io.relaystream.benchmarks;

import org.jspecify.annotations.NullMarked;
