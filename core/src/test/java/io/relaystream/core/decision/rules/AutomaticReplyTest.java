package io.relaystream.core.decision.rules;

import io.relaystream.core.Mails;
import io.relaystream.core.Replies;
import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.recipient.Recipient;
import io.relaystream.core.recipient.Recipient.Nobody;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class AutomaticReplyTest extends RuleTable {
    AutomaticReplyTest() {
        super(new AutomaticReply());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "a report to a reverse address",
                        Situation.recipient(
                                Mails.mail().nullSender().build(), Nobody.UNKNOWN_CORRESPONDENT),
                        DropReason.AUTOMATIC_REPLY),
                objects(
                        "a vacation responder's answer to a reverse address",
                        Situation.recipient(
                                Mails.mail().autoSubmitted().build(), Nobody.UNKNOWN_CORRESPONDENT),
                        DropReason.AUTOMATIC_REPLY),
                objects(
                        "the owner's vacation responder to a correspondent",
                        Replies.of(Replies.mail().autoSubmitted().build()),
                        DropReason.AUTOMATIC_REPLY),
                objects(
                        "a report to what looks like a reverse address",
                        Situation.recipient(
                                Mails.mail().nullSender().build(),
                                new Recipient.Reverse("account-1")),
                        DropReason.AUTOMATIC_REPLY),
                silent("a person's answer", Situation.recipient(Nobody.UNKNOWN_CORRESPONDENT)),
                silent("the owner's answer", Replies.facts()),
                silent(
                        "an automatic mail to an alias, which people wait for",
                        Situation.mail(Mails.mail().nullSender().autoSubmitted().build())));
    }
}
