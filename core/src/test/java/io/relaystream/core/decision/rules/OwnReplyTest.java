package io.relaystream.core.decision.rules;

import io.relaystream.core.Accounts;
import io.relaystream.core.Mails;
import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class OwnReplyTest extends RuleTable {
    private static final String OWNER = Accounts.active().email().value();
    private static final String REVERSE = "token@replies.relay.localhost";

    OwnReplyTest() {
        super(new OwnReply());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "the owner's answer to all",
                        Situation.mail(Mails.mail().from(OWNER).addressees(REVERSE).build()),
                        DropReason.OWN_REPLY),
                silent(
                        "a mail of the owner's to the own alias alone",
                        Situation.mail(Mails.mail().from(OWNER).build())),
                silent(
                        "somebody else's answer to all",
                        Situation.mail(
                                Mails.mail()
                                        .from("jane@shop.example")
                                        .addressees(REVERSE)
                                        .build())));
    }
}
