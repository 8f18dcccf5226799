package io.relaystream.core.decision.rules;

import io.relaystream.core.Accounts;
import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class UnverifiedMailboxTest extends RuleTable {
    UnverifiedMailboxTest() {
        super(new UnverifiedMailbox());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "a mailbox that may be a stranger's",
                        Situation.account(Accounts.unverified()),
                        DropReason.UNVERIFIED_MAILBOX),
                silent("one that is the owner's", Situation.ordinary()));
    }
}
