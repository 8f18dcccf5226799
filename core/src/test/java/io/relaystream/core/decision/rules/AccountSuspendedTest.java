package io.relaystream.core.decision.rules;

import io.relaystream.core.Accounts;
import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class AccountSuspendedTest extends RuleTable {
    AccountSuspendedTest() {
        super(new AccountSuspended());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "a suspension",
                        Situation.account(Accounts.suspendedUntil(Situation.NOW.plusMillis(1))),
                        DropReason.ACCOUNT_SUSPENDED),
                silent(
                        "one that has ended",
                        Situation.account(Accounts.suspendedUntil(Situation.NOW))),
                silent("none", Situation.ordinary()));
    }
}
