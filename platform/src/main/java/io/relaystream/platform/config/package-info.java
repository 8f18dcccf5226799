/// From the environment to typed configuration, all problems in one message.
@NullMarked
package io.relaystream.platform.config;

import org.jspecify.annotations.NullMarked;
