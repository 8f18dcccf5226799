package io.relaystream.core.decision.rules;

import io.relaystream.core.Accounts;
import io.relaystream.core.Aliases;
import io.relaystream.core.Mails;
import io.relaystream.core.Situation;
import io.relaystream.core.decision.DropReason;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class SenderBlockedTest extends RuleTable {
    SenderBlockedTest() {
        super(new SenderBlocked());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "an author blocked for the alias",
                        Situation.alias(Aliases.blockingSenders("sender@shop.example")),
                        DropReason.SENDER_BLOCKED),
                objects(
                        "a host blocked for the alias",
                        Situation.alias(Aliases.blockingSenders("shop.example")),
                        DropReason.SENDER_BLOCKED),
                objects(
                        "a host blocked for the account",
                        Situation.account(Accounts.blocking("other.example", "shop.example")),
                        DropReason.SENDER_BLOCKED),
                objects(
                        "the envelope sender",
                        Situation.of(
                                Mails.mail().mailFrom("bounce@lists.example").build(),
                                Aliases.blockingSenders("bounce@lists.example"),
                                Accounts.active()),
                        DropReason.SENDER_BLOCKED),
                silent(
                        "a host that only ends like a blocked one",
                        Situation.of(
                                Mails.mail()
                                        .from("a@notshop.example")
                                        .mailFrom("a@notshop.example")
                                        .build(),
                                Aliases.blockingSenders("shop.example"),
                                Accounts.active())),
                silent(
                        "a host below a blocked one",
                        Situation.of(
                                Mails.mail()
                                        .from("a@news.shop.example")
                                        .mailFrom("a@news.shop.example")
                                        .build(),
                                Aliases.blockingSenders("shop.example"),
                                Accounts.active())),
                silent(
                        "another name at the host",
                        Situation.alias(Aliases.blockingSenders("orders@shop.example"))),
                silent("nobody blocked", Situation.ordinary()));
    }
}
