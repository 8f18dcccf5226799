/// Domains of accounts: names below ours, and those that owners bring along.
@NullMarked
package io.relaystream.api.domain;

import org.jspecify.annotations.NullMarked;
