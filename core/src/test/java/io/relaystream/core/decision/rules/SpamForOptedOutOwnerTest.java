package io.relaystream.core.decision.rules;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.mail.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class SpamForOptedOutOwnerTest extends RuleTable {
    SpamForOptedOutOwnerTest() {
        super(new SpamForOptedOutOwner());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "spam for an owner who drops it",
                        Situation.of(Mails.spam(), Aliases.open(), Accounts.droppingSpam()),
                        DropReason.SPAM),
                silent("spam for everybody else", Situation.mail(Mails.spam())),
                silent(
                        "what may be spam",
                        Situation.of(
                                Mails.spam(Verdict.GRAY), Aliases.open(), Accounts.droppingSpam())),
                silent(
                        "what was not checked",
                        Situation.of(
                                Mails.spam(Verdict.PROCESSING_FAILED),
                                Aliases.open(),
                                Accounts.droppingSpam())));
    }
}
