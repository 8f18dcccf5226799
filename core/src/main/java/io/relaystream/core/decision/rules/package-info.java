/// One type for each reason to drop a mail.
@NullMarked
package io.relaystream.core.decision.rules;

import org.jspecify.annotations.NullMarked;
