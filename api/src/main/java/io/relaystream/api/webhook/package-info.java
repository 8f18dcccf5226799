/// Webhooks: what owners have posted to servers of theirs.
@NullMarked
package io.relaystream.api.webhook;

import org.jspecify.annotations.NullMarked;
