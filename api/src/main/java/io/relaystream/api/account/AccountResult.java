package io.relaystream.api.account;

import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.util.UUID;

/// What became of a new account.
public sealed interface AccountResult {

    /// @param token shown this once
    record Created(UUID id, EmailAddress email, Plan plan, ApiToken token)
            implements AccountResult {}

    /// Another account has the address.
    record EmailTaken() implements AccountResult {}
}
