package io.relaystream.core.decision.rules;

import io.relaystream.core.Situation;
import io.relaystream.core.account.DailyLimits;
import io.relaystream.core.account.Standing;
import io.relaystream.core.decision.DropReason;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class ByteLimitReachedTest extends RuleTable {
    private static final DailyLimits ONE = new DailyLimits(1, 1, 1, 1);

    ByteLimitReachedTest() {
        super(new ByteLimitReached());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "as many bytes as allowed today",
                        Situation.standing(Standing.NEW.forwarded(1, Situation.NOW, ONE)),
                        DropReason.BYTE_LIMIT),
                silent(
                        "a day later",
                        Situation.standing(
                                Standing.NEW.forwarded(
                                        1, Situation.NOW.minus(Duration.ofDays(1)), ONE))),
                silent(
                        "fewer",
                        Situation.standing(
                                Standing.NEW.forwarded(1, Situation.NOW, DailyLimits.STANDARD))));
    }
}
