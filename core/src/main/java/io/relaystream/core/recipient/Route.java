package io.relaystream.core.recipient;

import io.relaystream.core.address.EmailAddress;

/// Where an envelope recipient leads, as far as its address alone tells. Hosts are compared as a
/// whole: `evil-relay.localhost` is not below `relay.localhost`.
public sealed interface Route {

    /// To an alias in our alias domain, if there is one.
    record ToAlias(EmailAddress address) implements Route {}

    /// To a name on a host that may be somebody's domain.
    ///
    /// @param ours whether the host is below our alias domain
    record ToDomain(EmailAddress address, boolean ours) implements Route {}

    /// To a correspondent of an owner, through a reverse address.
    record ToCorrespondent() implements Route {}

    /// To the address that we send from: a report about a mail of ours.
    record ToBounces() implements Route {}
}
