package io.relaystream.core.decision.rules;

import io.relaystream.core.Aliases;
import io.relaystream.core.Situation;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.decision.DropReason;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class AliasDisabledTest extends RuleTable {
    AliasDisabledTest() {
        super(new AliasDisabled());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "an alias that is switched off",
                        Situation.alias(Aliases.switchedOff()),
                        DropReason.ALIAS_DISABLED),
                objects(
                        "one that blocks everything",
                        Situation.alias(Aliases.blocking(Blocking.ALL)),
                        DropReason.ALIAS_DISABLED),
                silent(
                        "one that blocks promotions",
                        Situation.alias(Aliases.blocking(Blocking.PROMOTIONS))),
                silent("an open one", Situation.ordinary()));
    }
}
