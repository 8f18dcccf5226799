package io.relaystream.core.decision.rules;

import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.recipient.Recipient;
import io.relaystream.core.recipient.Recipient.Nobody;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class InvalidBounceAddressTest extends RuleTable {
    InvalidBounceAddressTest() {
        super(new InvalidBounceAddress());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "an address that we have not issued",
                        Situation.recipient(Nobody.FORGED_BOUNCE_ADDRESS),
                        DropReason.INVALID_BOUNCE_ADDRESS),
                silent(
                        "one that we have",
                        Situation.recipient(new Recipient.BounceAddress("account-1"))));
    }
}
