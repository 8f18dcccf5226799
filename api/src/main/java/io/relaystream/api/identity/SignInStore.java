package io.relaystream.api.identity;

import io.relaystream.api.account.ApiToken;
import io.relaystream.api.account.Owner;
import io.relaystream.core.address.EmailAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Links that sign in or change an address, and sessions. Only hashes of their tokens are kept.
/// Every call may throw [io.relaystream.api.store.StoreUnavailableException].
public interface SignInStore {

    /// @param until when it works no more
    void addLink(ApiToken link, EmailAddress email, Instant until);

    /// Uses a link up: its address counts as verified, and a session begins.
    ///
    /// @param signUp whether an address without an account gets one, on the free plan
    /// @return whose session it is, or empty if the link is unknown, used or expired, or there is
    ///   no account
    Optional<UUID> signIn(ApiToken link, boolean signUp, ApiToken session, Instant until);

    /// @return empty if it is unknown or has expired
    Optional<Session> session(ApiToken session);

    void endSession(ApiToken session);

    /// Keeps a link that gives an account another address.
    void addChange(ApiToken link, UUID account, EmailAddress email, Instant until);

    /// Uses such a link up: its address counts as verified.
    AddressChange.Result change(ApiToken link);

    /// The account of somebody whom the OpenID provider knows: the one that was theirs before, or
    /// else that of their address, from now on theirs.
    ///
    /// @param signUp whether an address without an account gets one, on the free plan
    Optional<Owner> owner(OidcIdentity identity, boolean signUp);
}
