package io.relaystream.api.projector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.relaystream.api.projector.Effect.Command;
import io.relaystream.api.projector.Effect.CountAccount;
import io.relaystream.api.projector.Effect.CountAlias;
import io.relaystream.api.projector.Effect.DropSpam;
import io.relaystream.api.projector.Effect.End;
import io.relaystream.api.projector.Effect.Log;
import io.relaystream.api.projector.Effect.MakeAlias;
import io.relaystream.api.projector.Effect.Stand;
import io.relaystream.api.projector.Effect.SwitchOff;
import io.relaystream.core.account.AccountEvent;
import io.relaystream.core.account.AccountEventKind;
import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.stats.AliasStats;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EffectTest {
    private final UUID account = UUID.randomUUID();
    private final UUID alias = UUID.randomUUID();

    @ParameterizedTest
    @EnumSource(AccountEventKind.class)
    void everyEventSaysHowTheAccountStands(AccountEventKind kind) {
        AccountEvent event = Events.about(kind, account, alias, "shop@ann.relay.localhost");

        assertThat(Effect.of(event)).contains(new Stand(account, event));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"SPAM_DROPPING_ON", "ALIAS_SWITCHED_OFF", "ALIAS_MADE"})
    void mostEventsAreNoCommand(AccountEventKind kind) {
        assertThat(Effect.of(Events.of(kind, account))).noneMatch(Command.class::isInstance);
    }

    @Test
    void spamDroppingIsSwitchedOn() {
        assertThat(Effect.of(Events.of(AccountEventKind.SPAM_DROPPING_ON, account)))
                .contains(new DropSpam(account));
    }

    @Test
    void aliasIsSwitchedOff() {
        AccountEvent event =
                Events.about(
                        AccountEventKind.ALIAS_SWITCHED_OFF,
                        account,
                        alias,
                        "shop@ann.relay.localhost");

        assertThat(Effect.of(event)).contains(new SwitchOff(account, alias));
    }

    @Test
    void aliasIsMade() {
        AccountEvent event =
                Events.about(
                        AccountEventKind.ALIAS_MADE, account, alias, "shop@ann.relay.localhost");

        assertThat(Effect.of(event))
                .contains(
                        new MakeAlias(
                                account,
                                alias,
                                new EmailAddress("shop@ann.relay.localhost"),
                                Events.NOON));
    }

    @Test
    void statisticsAreOfAnAliasOrOfAnAccount() {
        AliasStats ofAlias = Events.stats(account, alias, 1);
        AliasStats ofAccount = Events.totals(account, 1);

        assertThat(Effect.of(ofAlias)).containsExactly(new CountAlias(account, alias, ofAlias));
        assertThat(Effect.of(ofAccount)).containsExactly(new CountAccount(account, ofAccount));
    }

    @Test
    void eventAboutAnAliasMustNameIt() {
        assertThatThrownBy(() -> Effect.of(Events.of(AccountEventKind.ALIAS_MADE, account)))
                .hasMessage("alias_id must be there in an event of this kind");
    }

    @Test
    void mailWhoseIdTheTablesDoNotTakeIsRefused() {
        Story story = Story.of(account, alias);
        Story other = new Story(account, alias, "canary", false, null, story.receivedAt());

        assertThat(Effect.of(story.queued())).containsExactly(new Log(story.queued()));
        assertThat(Effect.of(story.forwarded())).containsExactly(new End(story.forwarded()));
        assertThatThrownBy(() -> Effect.of(other.queued()))
                .hasMessage("delivery_id must be 32 hexadecimal digits, got 6 characters");
        assertThatThrownBy(() -> Effect.of(other.forwarded()))
                .hasMessage("delivery_id must be 32 hexadecimal digits, got 6 characters");
    }

    @Test
    void idThatIsNoneOfOursIsNotShown() {
        AccountEvent event =
                AccountEvent.of(AccountEventKind.USED, "canary", Standing.NEW, Events.NOON);

        assertThatThrownBy(() -> Effect.of(event))
                .hasMessage("account_id must be a UUID, got 6 characters");
    }
}
