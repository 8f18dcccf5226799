package io.relaystream.core.seal;

import io.relaystream.core.recipient.OurHosts;

/// What all mail that we send carries, so that we know it when it, an answer to it or a report
/// about it comes back.
///
/// @param hops tells our mails
/// @param bounces tells whose mailbox a report is about
/// @param replies tells whom an owner writes to
/// @param messageIds tells which mail of the owner's an answer is about
/// @param unsubscribes tells which alias an owner switches off
/// @param mails tells which mail an owner fetches
public record Seals(
        HopMark hops,
        BounceAddresses bounces,
        ReplyAddresses replies,
        MessageIds messageIds,
        UnsubscribeLinks unsubscribes,
        MailLinks mails) {

    /// @param hosts where they lead to
    /// @param key the operator's secret (`RELAY_PSEUDONYM_KEY`)
    public static Seals of(OurHosts hosts, String key) {
        return new Seals(
                new HopMark(key),
                new BounceAddresses(hosts.bounceAddress(), key),
                new ReplyAddresses(hosts.replyDomain(), key),
                new MessageIds(hosts.aliasDomain(), key),
                new UnsubscribeLinks(key),
                new MailLinks(key));
    }
}
