/// Links to mails, and a store in memory that they lead to.
@NullMarked
package io.relaystream.api.mail;

import org.jspecify.annotations.NullMarked;
