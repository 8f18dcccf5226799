/// The REST API over Postgres: accounts, tokens and aliases.
@NullMarked
package io.relaystream.api;

import org.jspecify.annotations.NullMarked;
