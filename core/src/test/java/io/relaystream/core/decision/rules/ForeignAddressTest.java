package io.relaystream.core.decision.rules;

import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.recipient.Recipient.Nobody;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class ForeignAddressTest extends RuleTable {
    ForeignAddressTest() {
        super(new ForeignAddress());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "a host that is nobody's",
                        Situation.recipient(Nobody.FOREIGN),
                        DropReason.NOT_OUR_ADDRESS),
                silent("an alias", Situation.ordinary()),
                silent("an unknown name on a host of ours", Situation.recipient(Nobody.UNKNOWN)));
    }
}
