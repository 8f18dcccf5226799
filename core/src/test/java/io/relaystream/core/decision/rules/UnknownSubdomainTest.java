package io.relaystream.core.decision.rules;

import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.recipient.Recipient.Nobody;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class UnknownSubdomainTest extends RuleTable {
    UnknownSubdomainTest() {
        super(new UnknownSubdomain());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "a subdomain of nobody",
                        Situation.recipient(Nobody.UNKNOWN_SUBDOMAIN),
                        DropReason.UNKNOWN_SUBDOMAIN),
                silent(
                        "a name in somebody's subdomain",
                        Situation.recipient(Situation.unmade("shop@jane.relay.localhost"))));
    }
}
