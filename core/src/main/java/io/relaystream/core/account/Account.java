package io.relaystream.core.account;

import io.relaystream.core.address.EmailAddress;

/// A row of the account table, as the topology sees it.
///
/// @param email where mail is forwarded to
/// @param active false once the account is deactivated
/// @param dropSpam whether the owner asked that mail with a spam verdict FAIL is dropped
public record Account(String id, EmailAddress email, Plan plan, boolean active, boolean dropSpam) {}
