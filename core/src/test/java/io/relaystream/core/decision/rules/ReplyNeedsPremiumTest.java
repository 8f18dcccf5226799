package io.relaystream.core.decision.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.Accounts;
import io.relaystream.core.Replies;
import io.relaystream.core.decision.DropReason;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

class ReplyNeedsPremiumTest extends RuleTable {
    ReplyNeedsPremiumTest() {
        super(new ReplyNeedsPremium(false));
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "a free account",
                        Replies.of(Replies.mail().build(), Accounts.active()),
                        DropReason.REPLY_NEEDS_PREMIUM),
                silent("a premium account", Replies.facts()),
                silent(
                        "no account, which another rule is about",
                        Replies.of(Replies.mail().build(), null)));
    }

    @Test
    void letsEverybodyReplyIfTheOperatorDoes() {
        assertThat(
                        new ReplyNeedsPremium(true)
                                .objection(Replies.of(Replies.mail().build(), Accounts.active())))
                .isEmpty();
    }
}
