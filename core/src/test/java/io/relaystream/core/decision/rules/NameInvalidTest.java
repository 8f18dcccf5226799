package io.relaystream.core.decision.rules;

import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class NameInvalidTest extends RuleTable {
    NameInvalidTest() {
        super(new NameInvalid());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "a character that no alias has",
                        Situation.recipient(Situation.unmade("sh_op@jane.relay.localhost")),
                        DropReason.INVALID_NAME),
                objects(
                        "an accent",
                        Situation.recipient(Situation.unmade("caf\u00e9@jane.relay.localhost")),
                        DropReason.INVALID_NAME),
                objects(
                        "a dot at the edge",
                        Situation.recipient(Situation.unmade("\"shop.\"@jane.relay.localhost")),
                        DropReason.INVALID_NAME),
                objects(
                        "a tag without a name",
                        Situation.recipient(Situation.unmade("+tag@jane.relay.localhost")),
                        DropReason.INVALID_NAME),
                silent(
                        "letters, digits, dots and hyphens",
                        Situation.recipient(Situation.unmade("my-shop.2@jane.relay.localhost"))),
                silent("an alias, however it is called", Situation.ordinary()));
    }
}
