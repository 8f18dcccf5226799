package io.relaystream.core.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.account.Account;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccountInactiveTest {

    @Test
    void objectsToADeactivatedAccount() {
        assertThat(objection(Accounts.inactive())).contains(DropReason.ACCOUNT_INACTIVE);
    }

    @Test
    void objectsToAnAccountThatIsGone() {
        assertThat(objection(null)).contains(DropReason.ACCOUNT_INACTIVE);
    }

    @Test
    void doesNotObjectToAnActiveAccount() {
        assertThat(objection(Accounts.active())).isEmpty();
    }

    private static Optional<DropReason> objection(@Nullable Account account) {
        return new AccountInactive()
                .objection(new Facts(Mails.ordinary(), Aliases.open(), account));
    }
}
