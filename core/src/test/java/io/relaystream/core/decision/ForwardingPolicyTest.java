package io.relaystream.core.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.account.Account;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.alias.Alias;
import io.relaystream.core.alias.Blocking;
import io.relaystream.core.mail.DmarcPolicy;
import io.relaystream.core.mail.InboundMail;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForwardingPolicyTest {
    private final ForwardingPolicy policy = ForwardingPolicy.standard();

    @ParameterizedTest(name = "{0}")
    @MethodSource({"cases", "order"})
    void decides(
            String name,
            InboundMail mail,
            @Nullable Alias alias,
            @Nullable Account account,
            Decision expected) {
        assertThat(policy.decide(new Facts(mail, alias, account))).isEqualTo(expected);
    }

    static Stream<Arguments> cases() {
        InboundMail ordinary = Mails.ordinary();
        Alias open = Aliases.open();
        Account active = Accounts.active();
        return Stream.of(
                arguments("wanted mail is forwarded", ordinary, open, active, forward()),
                arguments(
                        "an address without alias is dropped",
                        ordinary,
                        null,
                        null,
                        drop(DropReason.UNKNOWN_ALIAS)),
                arguments(
                        "an alias that is switched off",
                        ordinary,
                        Aliases.switchedOff(),
                        active,
                        drop(DropReason.ALIAS_DISABLED)),
                arguments(
                        "an alias that blocks everything",
                        ordinary,
                        Aliases.blocking(Blocking.ALL),
                        active,
                        drop(DropReason.ALIAS_DISABLED)),
                arguments(
                        "an alias that blocks promotions gets ordinary mail",
                        ordinary,
                        Aliases.blocking(Blocking.PROMOTIONS),
                        active,
                        forward()),
                arguments(
                        "a deactivated account",
                        ordinary,
                        open,
                        Accounts.inactive(),
                        drop(DropReason.ACCOUNT_INACTIVE)),
                arguments(
                        "an account that is gone",
                        ordinary,
                        open,
                        null,
                        drop(DropReason.ACCOUNT_INACTIVE)),
                arguments(
                        "spam for an owner who drops it",
                        Mails.spam(),
                        open,
                        Accounts.droppingSpam(),
                        drop(DropReason.SPAM)),
                arguments("spam for everybody else", Mails.spam(), open, active, forward()),
                arguments(
                        "forged mail whose domain asks for rejection",
                        Mails.failingDmarc(DmarcPolicy.REJECT),
                        open,
                        active,
                        drop(DropReason.DMARC_REJECT)),
                arguments(
                        "forged mail whose domain asks for quarantine",
                        Mails.failingDmarc(DmarcPolicy.QUARANTINE),
                        open,
                        active,
                        forward()));
    }

    /// Everything speaks against the first mail; each case takes away the reason that won.
    static Stream<Arguments> order() {
        InboundMail bad = Mails.spamFailingDmarc(DmarcPolicy.REJECT);
        InboundMail spam = Mails.spam();
        Alias off = Aliases.switchedOff();
        Account gone = Accounts.inactiveDroppingSpam();
        return Stream.of(
                arguments("no alias outranks all", bad, null, gone, drop(DropReason.UNKNOWN_ALIAS)),
                arguments("DMARC outranks spam", bad, off, gone, drop(DropReason.DMARC_REJECT)),
                arguments(
                        "spam outranks the inactive account",
                        spam,
                        off,
                        gone,
                        drop(DropReason.SPAM)),
                arguments(
                        "spam outranks the switched-off alias",
                        spam,
                        off,
                        Accounts.droppingSpam(),
                        drop(DropReason.SPAM)),
                arguments(
                        "the inactive account outranks the switched-off alias",
                        Mails.ordinary(),
                        off,
                        gone,
                        drop(DropReason.ACCOUNT_INACTIVE)));
    }

    @Test
    void refusesToForwardToNobody() {
        ForwardingPolicy careless = new ForwardingPolicy(List.of());

        assertThatIllegalStateException()
                .isThrownBy(
                        () -> careless.decide(new Facts(Mails.ordinary(), Aliases.open(), null)))
                .withMessage(
                        "A mail without an account must be objected to by a rule, but none did");
    }

    private static Decision forward() {
        return new Decision.Forward(new EmailAddress("owner@home.example"));
    }

    private static Decision drop(DropReason reason) {
        return new Decision.Drop(reason);
    }
}
