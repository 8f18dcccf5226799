package io.relaystream.core.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.account.Account;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SpamForOptedOutOwnerTest {

    @Test
    void objectsToSpamForAnOwnerWhoDropsIt() {
        assertThat(objection(Mails.spam(), Accounts.droppingSpam())).contains(DropReason.SPAM);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FAIL")
    void doesNotObjectUnlessTheVerdictIsFail(Verdict verdict) {
        assertThat(objection(Mails.spam(verdict), Accounts.droppingSpam())).isEmpty();
    }

    @Test
    void doesNotObjectForEverybodyElse() {
        assertThat(objection(Mails.spam(), Accounts.active())).isEmpty();
        assertThat(objection(Mails.spam(), null)).isEmpty();
    }

    private static Optional<DropReason> objection(InboundMail mail, @Nullable Account account) {
        return new SpamForOptedOutOwner().objection(new Facts(mail, Aliases.open(), account));
    }
}
