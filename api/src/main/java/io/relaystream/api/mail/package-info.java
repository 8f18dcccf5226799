/// Raw mails that owners fetch by a link.
@NullMarked
package io.relaystream.api.mail;

import org.jspecify.annotations.NullMarked;
