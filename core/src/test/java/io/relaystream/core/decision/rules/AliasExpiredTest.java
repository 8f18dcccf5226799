package io.relaystream.core.decision.rules;

import io.relaystream.core.Aliases;
import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class AliasExpiredTest extends RuleTable {
    AliasExpiredTest() {
        super(new AliasExpired());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "an alias whose time is over",
                        Situation.alias(Aliases.expiringAt(Situation.NOW)),
                        DropReason.ALIAS_EXPIRED),
                silent(
                        "one whose time will come",
                        Situation.alias(Aliases.expiringAt(Situation.NOW.plusMillis(1)))),
                silent("one without an end", Situation.ordinary()));
    }
}
