package io.relaystream.api.identity;

import io.relaystream.api.account.Owner;
import java.time.Instant;

/// A browser that somebody has signed in with.
///
/// @param owner whose it is, as it was when the request came
public record Session(Owner owner, Instant expiresAt) {}
