package io.relaystream.core.recipient;

import io.relaystream.core.address.EmailAddress;

/// The hosts that are ours by configuration.
///
/// @param aliasDomain where aliases are issued; subdomains of it are issued to accounts
/// @param replyDomain where reverse addresses are
/// @param bounceAddress where we send from, without a tag
public record OurHosts(String aliasDomain, String replyDomain, EmailAddress bounceAddress) {

    /// @param aliasDomain `replies.` before it is the reply domain
    public static OurHosts of(String aliasDomain, EmailAddress bounceAddress) {
        String host = EmailAddress.host(aliasDomain);
        return new OurHosts(host, replyDomain(host), bounceAddress);
    }

    /// Where reverse addresses are.
    ///
    /// @param aliasDomain in canonical form
    public static String replyDomain(String aliasDomain) {
        return "replies." + aliasDomain;
    }

    /// @param recipient an envelope recipient; its tag does not matter
    public Route route(EmailAddress recipient) {
        EmailAddress mailbox = recipient.withoutTag();
        String host = mailbox.domain();
        if (mailbox.equals(bounceAddress)) {
            return new Route.ToBounces();
        }
        if (host.equals(aliasDomain)) {
            return new Route.ToAlias(mailbox);
        }
        if (host.equals(replyDomain)) {
            return new Route.ToCorrespondent();
        }
        return new Route.ToDomain(mailbox, host.endsWith("." + aliasDomain));
    }
}
