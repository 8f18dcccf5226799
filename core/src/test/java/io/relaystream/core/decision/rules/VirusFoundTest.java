package io.relaystream.core.decision.rules;

import io.relaystream.core.Mails;
import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.mail.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class VirusFoundTest extends RuleTable {
    VirusFoundTest() {
        super(new VirusFound());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects("a virus", Situation.mail(Mails.virus(Verdict.FAIL)), DropReason.VIRUS),
                silent("none", Situation.mail(Mails.virus(Verdict.PASS))),
                silent(
                        "a check that failed",
                        Situation.mail(Mails.virus(Verdict.PROCESSING_FAILED))),
                silent("a check that is not sure", Situation.mail(Mails.virus(Verdict.GRAY))));
    }
}
