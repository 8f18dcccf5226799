/// How people sign in: links that are mailed, and the sessions that they begin.
@NullMarked
package io.relaystream.api.identity;

import org.jspecify.annotations.NullMarked;
