package io.relaystream.core.decision.rules;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.Situation;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.decision.DropReason;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class PromotionBlockedTest extends RuleTable {
    PromotionBlockedTest() {
        super(new PromotionBlocked());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "bulk mail of a premium owner who blocks it",
                        Situation.of(
                                Mails.bulk(),
                                Aliases.blocking(Blocking.PROMOTIONS),
                                Accounts.premium()),
                        DropReason.PROMOTIONS_BLOCKED),
                silent(
                        "a plan that has ended",
                        Situation.of(
                                Mails.bulk(),
                                Aliases.blocking(Blocking.PROMOTIONS),
                                Accounts.active())),
                silent(
                        "personal mail",
                        Situation.of(
                                Mails.ordinary(),
                                Aliases.blocking(Blocking.PROMOTIONS),
                                Accounts.premium())),
                silent(
                        "an alias that takes bulk mail",
                        Situation.of(Mails.bulk(), Aliases.open(), Accounts.premium())));
    }
}
