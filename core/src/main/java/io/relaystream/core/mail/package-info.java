/// One mail for one envelope recipient, as the bridge accepted it.
@NullMarked
package io.relaystream.core.mail;

import org.jspecify.annotations.NullMarked;
