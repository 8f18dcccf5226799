package io.relaystream.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.message.Timings.Stage;
import io.relaystream.api.message.Timings.Taken;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.log.MailState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OwnedMessageTest {
    private static final Instant LATER = Messages.NOON.plusSeconds(60);

    @Test
    void stagesFollowEachOther() {
        assertThat(Messages.ended(Outcome.FORWARDED, DeliveryCode.SENT).stages())
                .containsExactly(
                        new Taken(Stage.ACCEPT, 100),
                        new Taken(Stage.HOLD, 200),
                        new Taken(Stage.DECIDE, 300),
                        new Taken(Stage.DELIVER, 2_400),
                        new Taken(Stage.FETCH, 10),
                        new Taken(Stage.REWRITE, 20),
                        new Taken(Stage.SEND, 30));
    }

    @Test
    void droppedMailHasNoStagesOfDelivery() {
        assertThat(Messages.dropped(DropReason.SPAM, "any").stages())
                .extracting(Taken::stage)
                .containsExactly(Stage.ACCEPT, Stage.HOLD, Stage.DECIDE);
    }

    @Test
    void whatIsUnderWayHasNoStagesYet() {
        assertThat(Messages.underWay(MailState.QUEUED, null).stages()).isEmpty();
    }

    @Test
    void heldMailThatTheOwnerDidNotWantCanBeAskedForWithinAWeek() {
        OwnedMessage dropped = Messages.dropped(DropReason.SENDER_BLOCKED, "sender_blocked");
        OwnedMessage held = Messages.held(dropped);

        assertThat(held.redeliverable(LATER)).isTrue();
        assertThat(held.redeliverable(LATER.plus(Duration.ofDays(7)))).isFalse();
        assertThat(dropped.redeliverable(LATER)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "ALIAS_DISABLED",
                "PROMOTIONS_BLOCKED",
                "SENDER_BLOCKED",
                "ALIAS_EXPIRED",
                "SPAM",
                "DMARC_QUARANTINE"
            })
    void whatWasNotTheOwnersWillCannotBeAskedFor(DropReason reason) {
        assertThat(Messages.held(Messages.dropped(reason, "any")).redeliverable(LATER)).isFalse();
    }

    @Test
    void failedMailCanBeAskedForWithinTwoWeeks() {
        OwnedMessage failed = Messages.ended(Outcome.REJECTED, DeliveryCode.REFUSED);

        assertThat(failed.redeliverable(LATER)).isTrue();
        assertThat(failed.redeliverable(Messages.NOON.plus(Duration.ofDays(14)))).isFalse();
        assertThat(Messages.ended(Outcome.EXPIRED, DeliveryCode.UNREACHABLE).redeliverable(LATER))
                .isTrue();
    }

    @Test
    void nothingElseCanBeAskedFor() {
        OwnedMessage failed = Messages.ended(Outcome.REJECTED, DeliveryCode.REFUSED);

        assertThat(
                        Messages.with(failed, failed.alias(), Messages.NOON, "0".repeat(32), true)
                                .redeliverable(LATER))
                .isFalse();
        assertThat(Messages.with(failed, null, Messages.NOON, null, true).redeliverable(LATER))
                .isFalse();
        assertThat(
                        Messages.ended(MessageKind.REPLY, Outcome.REJECTED, "refused", null)
                                .redeliverable(LATER))
                .isFalse();
        assertThat(
                        Messages.ended(MessageKind.NOTICE, Outcome.EXPIRED, "refused", null)
                                .redeliverable(LATER))
                .isFalse();
        assertThat(Messages.ended(Outcome.FORWARDED, DeliveryCode.SENT).redeliverable(LATER))
                .isFalse();
        assertThat(Messages.underWay(MailState.WAITING, DeliveryCode.DEFERRED).redeliverable(LATER))
                .isFalse();
    }
}
