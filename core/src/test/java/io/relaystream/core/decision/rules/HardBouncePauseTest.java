package io.relaystream.core.decision.rules;

import io.relaystream.core.Situation;
import io.relaystream.core.account.Standing;
import io.relaystream.core.decision.DropReason;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class HardBouncePauseTest extends RuleTable {
    HardBouncePauseTest() {
        super(new HardBouncePause());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "29 days after a hard bounce",
                        Situation.standing(
                                Standing.NEW.hardBounce(
                                        "m", Situation.NOW.minus(Duration.ofDays(29)))),
                        DropReason.HARD_BOUNCE_PAUSE),
                silent(
                        "30 days after it",
                        Situation.standing(
                                Standing.NEW.hardBounce(
                                        "m", Situation.NOW.minus(Duration.ofDays(30))))),
                silent(
                        "after a soft bounce",
                        Situation.standing(Standing.NEW.softBounce("m", Situation.NOW))));
    }
}
