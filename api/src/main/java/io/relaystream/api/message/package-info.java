/// Where the mails of an owner are, and why.
@NullMarked
package io.relaystream.api.message;

import org.jspecify.annotations.NullMarked;
