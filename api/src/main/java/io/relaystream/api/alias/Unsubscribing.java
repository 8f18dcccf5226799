package io.relaystream.api.alias;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.seal.UnsubscribeLinks;
import java.util.Optional;

/// What whoever has the link of a forwarded mail can do, without being asked who it is.
///
/// A token that is not ours never reaches the store.
public record Unsubscribing(AliasStore store, UnsubscribeLinks links) {

    /// @return the alias; empty if the token is not ours, or its alias is gone
    public Optional<EmailAddress> alias(String token) {
        return links.aliasId(token).flatMap(store::address);
    }

    /// Once or again, the outcome is the same.
    ///
    /// @return as [#alias]
    public Optional<EmailAddress> switchOff(String token) {
        return links.aliasId(token).flatMap(store::switchOff);
    }
}
