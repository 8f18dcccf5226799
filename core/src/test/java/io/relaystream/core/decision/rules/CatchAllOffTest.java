package io.relaystream.core.decision.rules;

import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class CatchAllOffTest extends RuleTable {
    CatchAllOffTest() {
        super(new CatchAllOff());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "a new name where the owner wants none",
                        Situation.recipient(Situation.unmade("shop@jane.relay.localhost", false)),
                        DropReason.CATCH_ALL_OFF),
                silent(
                        "a new name where mail may make one",
                        Situation.recipient(Situation.unmade("shop@jane.relay.localhost"))),
                silent("an alias", Situation.ordinary()));
    }
}
