/// Delivery attempts: fetch, rewrite, send; and the ports to whoever stores, sends and listens.
@NullMarked
package io.relaystream.processor.delivery;

import org.jspecify.annotations.NullMarked;
