package io.relaystream.core.decision.rules;

import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.recipient.Recipient.Nobody;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class UnknownAliasTest extends RuleTable {
    UnknownAliasTest() {
        super(new UnknownAlias());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "no such alias",
                        Situation.recipient(Nobody.UNKNOWN),
                        DropReason.UNKNOWN_ALIAS),
                objects(
                        "no such alias in a stale table",
                        Situation.recipient(Nobody.UNKNOWABLE),
                        DropReason.ALIAS_TABLE_STALE),
                silent("an alias", Situation.ordinary()),
                silent(
                        "a name that can become one",
                        Situation.recipient(Situation.unmade("shop@jane.relay.localhost"))));
    }
}
