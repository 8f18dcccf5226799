package io.relaystream.core.decision.rules;

import io.relaystream.core.Replies;
import io.relaystream.core.Situation;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Standing;
import io.relaystream.core.decision.DropReason;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class ReplyLimitReachedTest extends RuleTable {
    private static final DailyLimits ONE = new DailyLimits(1, 1, 1, 1);

    ReplyLimitReachedTest() {
        super(new ReplyLimitReached());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "as many replies as allowed today",
                        Replies.standing(Standing.NEW.replied(Situation.NOW, ONE)),
                        DropReason.REPLY_LIMIT),
                silent(
                        "a day later",
                        Replies.standing(
                                Standing.NEW.replied(
                                        Situation.NOW.minus(Duration.ofDays(1)), ONE))),
                silent(
                        "fewer",
                        Replies.standing(
                                Standing.NEW.replied(Situation.NOW, DailyLimits.STANDARD))),
                silent(
                        "as many forwarded mails as allowed, which are no replies",
                        Replies.standing(Standing.NEW.forwarding(Situation.NOW, ONE))));
    }
}
