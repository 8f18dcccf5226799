package io.relaystream.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.message.Timings.Taken;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.log.MailState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

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

    /// The other conditions are those of RedeliveryTest.
    @Test
    void whatMayBeAskedForIsShownUntilItWas() {
        OwnedMessage failed = Messages.ended(Outcome.REJECTED, DeliveryCode.REFUSED);
        OwnedMessage asked =
                Messages.with(failed, failed.alias(), Messages.NOON, "0".repeat(32), true);

        assertThat(Messages.addressed(failed).redeliverable(LATER)).isTrue();
        assertThat(Messages.addressed(asked).redeliverable(LATER)).isFalse();
        assertThat(
                        Messages.addressed(
                                        Messages.ended(
                                                MessageKind.REPLY,
                                                Outcome.REJECTED,
                                                "refused",
                                                null))
                                .redeliverable(LATER))
                .isFalse();
    }

    @Test
    void whatWasDroppedIsOfferedIfTheOwnerHoldsIt() {
        OwnedMessage dropped = Messages.dropped(DropReason.SENDER_BLOCKED, "sender_blocked");

        assertThat(Messages.addressed(Messages.held(dropped)).redeliverable(LATER)).isTrue();
        assertThat(Messages.addressed(dropped).redeliverable(LATER)).isFalse();
    }
}
