package io.relaystream.core.decision.rules;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class DmarcQuarantinedTest extends RuleTable {
    DmarcQuarantinedTest() {
        super(new DmarcQuarantined());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "a forged sender for an owner who wants none",
                        Situation.of(
                                Mails.failingDmarc(DmarcPolicy.QUARANTINE),
                                Aliases.open(),
                                Accounts.droppingQuarantined()),
                        DropReason.DMARC_QUARANTINE),
                silent(
                        "an owner who wants to be warned",
                        Situation.mail(Mails.failingDmarc(DmarcPolicy.QUARANTINE))),
                silent(
                        "a sender that is who it says",
                        Situation.of(
                                Mails.dmarc(Verdict.PASS, DmarcPolicy.QUARANTINE),
                                Aliases.open(),
                                Accounts.droppingQuarantined())),
                silent(
                        "a domain that asks for nothing",
                        Situation.of(
                                Mails.failingDmarc(DmarcPolicy.NONE),
                                Aliases.open(),
                                Accounts.droppingQuarantined())));
    }
}
