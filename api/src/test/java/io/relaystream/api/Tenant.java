package io.relaystream.api;

import java.util.UUID;

/// An owner as tests know one.
///
/// @param client sends the token of the account, which may read and write
record Tenant(UUID id, String email, ApiClient client) {}
