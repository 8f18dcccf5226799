package io.relaystream.core.decision.rules;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.Situation;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Standing;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.recipient.Recipient;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class AliasLimitReachedTest extends RuleTable {
    AliasLimitReachedTest() {
        super(new AliasLimitReached());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "a new name after as many as allowed",
                        flooded(Situation.unmade("shop@jane.relay.localhost")),
                        DropReason.ALIAS_LIMIT),
                silent(
                        "an alias that is there already",
                        flooded(new Recipient.Issued(Aliases.open()))),
                silent(
                        "a new name before that",
                        Situation.recipient(Situation.unmade("shop@jane.relay.localhost"))));
    }

    private static Facts flooded(Recipient recipient) {
        Standing standing = Standing.NEW.aliasMade(Situation.NOW, new DailyLimits(1, 1, 1, 1));
        return new Facts(Mails.ordinary(), recipient, Accounts.premium(), standing, Situation.NOW);
    }
}
