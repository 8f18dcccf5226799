package io.relaystream.core.decision.rules;

import io.relaystream.core.Accounts;
import io.relaystream.core.Mails;
import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.recipient.Recipient.Nobody;
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
                silent(
                        "nobody's mail",
                        Facts.withoutOwner(Mails.ordinary(), Nobody.UNKNOWN, Situation.NOW)),
                silent("an active one", Situation.ordinary()));
    }
}
