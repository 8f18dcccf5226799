package io.relaystream.api.account;

import io.relaystream.core.account.Plan;

/// What the administrator can change of an account.
///
/// @param active false once the account is deactivated
/// @param verified whether the owner has shown that the mailbox is theirs
public record AccountStatus(Plan plan, boolean active, boolean verified, Suspension suspension) {}
