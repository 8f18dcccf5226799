package io.relaystream.core.decision.rules;

import io.relaystream.core.Mails;
import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class DmarcRejectedTest extends RuleTable {
    DmarcRejectedTest() {
        super(new DmarcRejected());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "a forged sender whose domain asks for rejection",
                        Situation.mail(Mails.failingDmarc(DmarcPolicy.REJECT)),
                        DropReason.DMARC_REJECT),
                silent(
                        "one whose domain asks for quarantine",
                        Situation.mail(Mails.failingDmarc(DmarcPolicy.QUARANTINE))),
                silent(
                        "one whose domain asks for nothing",
                        Situation.mail(Mails.failingDmarc(DmarcPolicy.NONE))),
                silent(
                        "a sender that is who it says",
                        Situation.mail(Mails.dmarc(Verdict.PASS, DmarcPolicy.REJECT))),
                silent(
                        "a check that failed",
                        Situation.mail(
                                Mails.dmarc(Verdict.PROCESSING_FAILED, DmarcPolicy.REJECT))));
    }
}
