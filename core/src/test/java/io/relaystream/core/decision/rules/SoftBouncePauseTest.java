package io.relaystream.core.decision.rules;

import io.relaystream.core.Situation;
import io.relaystream.core.account.Standing;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.Postponement;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

class SoftBouncePauseTest extends RuleTable {
    SoftBouncePauseTest() {
        super(new SoftBouncePause());
    }

    static Stream<Arguments> cases() {
        return Stream.of(
                objects(
                        "lets mail wait for the end of the pause",
                        Situation.standing(
                                Standing.NEW.softBounce(
                                        "m", Situation.NOW.minus(Duration.ofHours(23)))),
                        new Postponement(
                                DropReason.SOFT_BOUNCE_PAUSE,
                                Situation.NOW.plus(Duration.ofHours(1)))),
                silent(
                        "a day after a soft bounce",
                        Situation.standing(
                                Standing.NEW.softBounce(
                                        "m", Situation.NOW.minus(Duration.ofDays(1))))),
                silent(
                        "after a hard bounce",
                        Situation.standing(Standing.NEW.hardBounce("m", Situation.NOW))));
    }
}
