package io.relaystream.core.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.InboundMail;
import io.relaystream.core.mail.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class DmarcRejectedTest {

    @Test
    void objectsToForgedMailThatItsDomainWantsRejected() {
        assertThat(objection(Mails.failingDmarc(DmarcPolicy.REJECT)))
                .contains(DropReason.DMARC_REJECT);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "REJECT")
    void doesNotObjectUnderAMilderPolicy(DmarcPolicy policy) {
        assertThat(objection(Mails.failingDmarc(policy))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FAIL")
    void doesNotObjectUnlessTheVerdictIsFail(Verdict verdict) {
        assertThat(objection(Mails.dmarc(verdict, DmarcPolicy.REJECT))).isEmpty();
    }

    private static Optional<DropReason> objection(InboundMail mail) {
        return new DmarcRejected().objection(new Facts(mail, Aliases.open(), Accounts.active()));
    }
}
