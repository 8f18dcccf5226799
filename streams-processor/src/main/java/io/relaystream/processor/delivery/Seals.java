package io.relaystream.processor.delivery;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.seal.BounceAddresses;
import io.relaystream.core.seal.HopMark;

/// What all mail that we send carries, so that we know it when it or a report about it comes back.
///
/// @param hops tells our mails
/// @param bounces tells whose mailbox a report is about
public record Seals(HopMark hops, BounceAddresses bounces) {

    /// @param bounceAddress base of the addresses that we send from
    /// @param key the operator's secret
    public static Seals of(EmailAddress bounceAddress, String key) {
        return new Seals(new HopMark(key), new BounceAddresses(bounceAddress, key));
    }
}
