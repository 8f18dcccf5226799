package io.relaystream.core.decision.rules;

import io.relaystream.core.Accounts;
import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class AccountInactiveTest extends RuleTable {
    AccountInactiveTest() {
        super(new AccountInactive());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "a deactivated account",
                        Situation.account(Accounts.inactive()),
                        DropReason.ACCOUNT_INACTIVE),
                objects(
                        "an account that is gone",
                        Situation.account(null),
                        DropReason.ACCOUNT_INACTIVE),
                silent("an active one", Situation.ordinary()));
    }
}
