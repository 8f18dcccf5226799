/// The life of a service process.
@NullMarked
package io.relaystream.platform.service;

import org.jspecify.annotations.NullMarked;
