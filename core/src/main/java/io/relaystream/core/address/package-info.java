/// Mailbox addresses in canonical form.
@NullMarked
package io.relaystream.core.address;

import org.jspecify.annotations.NullMarked;
