package io.relaystream.core.decision.rules;

import io.relaystream.core.Mails;
import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.recipient.Recipient;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class MalformedSenderTest extends RuleTable {
    MalformedSenderTest() {
        super(new MalformedSender());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "an author that cannot be told",
                        Situation.mail(Mails.mail().malformedSender().build()),
                        DropReason.MALFORMED_SENDER),
                silent("an author", Situation.ordinary()),
                silent(
                        "a report of a mail server",
                        Situation.recipient(
                                Mails.mail().malformedSender().build(),
                                new Recipient.BounceAddress("account-1"))));
    }
}
