package io.relaystream.core.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Facts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AliasDisabledTest {

    @Test
    void objectsToAnAliasThatIsSwitchedOff() {
        assertThat(objection(Aliases.switchedOff())).contains(DropReason.ALIAS_DISABLED);
    }

    @Test
    void objectsToAnAliasThatBlocksEverything() {
        assertThat(objection(Aliases.blocking(Blocking.ALL))).contains(DropReason.ALIAS_DISABLED);
    }

    @Test
    void doesNotObjectToAnythingElse() {
        assertThat(objection(Aliases.open())).isEmpty();
        assertThat(objection(Aliases.blocking(Blocking.PROMOTIONS))).isEmpty();
        assertThat(objection(null)).isEmpty();
    }

    private static Optional<DropReason> objection(@Nullable Alias alias) {
        return new AliasDisabled().objection(new Facts(Mails.ordinary(), alias, Accounts.active()));
    }
}
