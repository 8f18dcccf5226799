package io.relaystream.core.decision.rules;

import io.relaystream.core.Situation;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Standing;
import io.relaystream.core.decision.DropReason;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class ForwardLimitReachedTest extends RuleTable {
    private static final DailyLimits ONE = new DailyLimits(1, 1, 1, 1);

    ForwardLimitReachedTest() {
        super(new ForwardLimitReached());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "as many mails as allowed today",
                        Situation.standing(Standing.NEW.forwarding(Situation.NOW, ONE)),
                        DropReason.FORWARD_LIMIT),
                silent(
                        "a day later",
                        Situation.standing(
                                Standing.NEW.forwarding(
                                        Situation.NOW.minus(Duration.ofDays(1)), ONE))),
                silent(
                        "fewer",
                        Situation.standing(
                                Standing.NEW.forwarding(Situation.NOW, DailyLimits.STANDARD))));
    }
}
