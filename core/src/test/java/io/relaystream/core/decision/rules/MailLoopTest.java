package io.relaystream.core.decision.rules;

import io.relaystream.core.Mails;
import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.seal.HopMark;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class MailLoopTest extends RuleTable {
    private static final String ID = "0123456789abcdef0123456789abcdef";
    private static final String OURS = new HopMark("a secret of the operator").of(ID);

    MailLoopTest() {
        super(new MailLoop(new HopMark("a secret of the operator")));
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "a mail that we sent",
                        Situation.mail(Mails.mail().hops("forged", OURS).build()),
                        DropReason.LOOP),
                objects(
                        "delivered to this alias before",
                        Situation.mail(Mails.mail().deliveredBefore().build()),
                        DropReason.LOOP),
                objects(
                        "51 servers",
                        Situation.mail(Mails.mail().received(51).build()),
                        DropReason.LOOP),
                silent("50 servers", Situation.mail(Mails.mail().received(50).build())),
                silent(
                        "a hop mark of somebody else",
                        Situation.mail(
                                Mails.mail()
                                        .hops(
                                                new HopMark("another operator's secret").of(ID),
                                                ID,
                                                "")
                                        .build())));
    }
}
