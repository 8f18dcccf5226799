package io.relaystream.core.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import org.junit.jupiter.api.Test;

class UnknownAliasTest {
    private final UnknownAlias rule = new UnknownAlias();

    @Test
    void objectsToAnAddressThatIsNoAlias() {
        assertThat(rule.objection(new Facts(Mails.ordinary(), null, null)))
                .contains(DropReason.UNKNOWN_ALIAS);
    }

    @Test
    void doesNotObjectToAnAlias() {
        assertThat(rule.objection(new Facts(Mails.ordinary(), Aliases.open(), Accounts.active())))
                .isEmpty();
        assertThat(rule.objection(new Facts(Mails.ordinary(), Aliases.switchedOff(), null)))
                .isEmpty();
    }
}
