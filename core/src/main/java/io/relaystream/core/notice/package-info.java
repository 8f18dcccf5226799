/// Mails of our own that tell owners what happened.
@NullMarked
package io.relaystream.core.notice;

import org.jspecify.annotations.NullMarked;
