package io.relaystream.api.account;

import io.relaystream.core.account.DailyLimits;

/// What accounts may use.
///
/// @param daily of what mail leads to
/// @param freeAliases of an account on the free plan
/// @param ownAliases made by the API on one UTC day
public record AccountLimits(DailyLimits daily, int freeAliases, int ownAliases) {}
