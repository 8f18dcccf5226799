package io.relaystream.core.decision.rules;

import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class NameReservedTest extends RuleTable {
    NameReservedTest() {
        super(new NameReserved());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "postmaster",
                        Situation.recipient(Situation.unmade("postmaster@jane.relay.localhost")),
                        DropReason.RESERVED_NAME),
                silent(
                        "a name that holds it",
                        Situation.recipient(Situation.unmade("postmaster2@jane.relay.localhost"))));
    }
}
