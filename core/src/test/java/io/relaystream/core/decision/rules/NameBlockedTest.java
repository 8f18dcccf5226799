package io.relaystream.core.decision.rules;

import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class NameBlockedTest extends RuleTable {
    NameBlockedTest() {
        super(new NameBlocked());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "an offensive word",
                        Situation.recipient(Situation.unmade("fuck@jane.relay.localhost")),
                        DropReason.BLOCKED_NAME),
                objects(
                        "one between hyphens",
                        Situation.recipient(Situation.unmade("what-the-fuck@jane.relay.localhost")),
                        DropReason.BLOCKED_NAME),
                objects(
                        "a long one within a word",
                        Situation.recipient(Situation.unmade("bigasshole1@jane.relay.localhost")),
                        DropReason.BLOCKED_NAME),
                silent(
                        "a town that holds a short one",
                        Situation.recipient(Situation.unmade("scunthorpe@jane.relay.localhost"))));
    }
}
