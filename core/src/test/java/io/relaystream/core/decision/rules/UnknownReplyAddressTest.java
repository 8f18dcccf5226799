package io.relaystream.core.decision.rules;

import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.recipient.Recipient.Nobody;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class UnknownReplyAddressTest extends RuleTable {
    UnknownReplyAddressTest() {
        super(new UnknownReplyAddress());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "a reverse address that leads to nobody",
                        Situation.recipient(Nobody.UNKNOWN_CORRESPONDENT),
                        DropReason.UNKNOWN_REPLY_ADDRESS),
                silent("an alias", Situation.ordinary()));
    }
}
