/// Routes, JSON and problem details (RFC 9457).
@NullMarked
package io.relaystream.api.http;

import org.jspecify.annotations.NullMarked;
