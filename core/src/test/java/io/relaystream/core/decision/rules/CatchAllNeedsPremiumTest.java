package io.relaystream.core.decision.rules;

import io.relaystream.core.Accounts;
import io.relaystream.core.Mails;
import io.relaystream.core.Situation;
import io.relaystream.core.account.Standing;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.recipient.Recipient;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class CatchAllNeedsPremiumTest extends RuleTable {
    CatchAllNeedsPremiumTest() {
        super(new CatchAllNeedsPremium());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "a new name of a free account",
                        notPremium(Situation.unmade("shop@jane.relay.localhost")),
                        DropReason.CATCH_ALL_NEEDS_PREMIUM),
                silent(
                        "a new name of a premium account",
                        Situation.recipient(Situation.unmade("shop@jane.relay.localhost"))),
                silent("an alias that was made before the plan ended", Situation.ordinary()));
    }

    private static Facts notPremium(Recipient recipient) {
        return new Facts(
                Mails.ordinary(), recipient, Accounts.active(), Standing.NEW, Situation.NOW);
    }
}
