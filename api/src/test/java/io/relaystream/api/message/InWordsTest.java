package io.relaystream.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.log.MailState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InWordsTest {
    private static final String ONE_SENTENCE = "[A-Z][^.]+\\.";

    @ParameterizedTest
    @EnumSource
    void everyDropReasonIsOneSentence(DropReason reason) {
        assertThat(InWords.of(Messages.dropped(reason, "any")))
                .matches(ONE_SENTENCE)
                .doesNotContain("new here");
    }

    @ParameterizedTest
    @EnumSource
    void everyDeliveryCodeIsOneSentence(DeliveryCode code) {
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.DROPPED) {
                assertThat(InWords.of(Messages.ended(outcome, code)))
                        .matches(ONE_SENTENCE)
                        .doesNotContain("new here");
            }
        }
        for (MailState state : MailState.values()) {
            assertThat(InWords.of(Messages.underWay(state, code))).matches(ONE_SENTENCE);
        }
    }

    @Test
    void saysWhatTheOwnerCanDo() {
        assertThat(InWords.of(Messages.dropped(DropReason.ALIAS_DISABLED, "alias_disabled")))
                .isEqualTo(
                        "The alias is switched off or blocks all mail: switch it on to get mail again.");
        assertThat(InWords.of(Messages.ended(Outcome.FORWARDED, DeliveryCode.SENT)))
                .isEqualTo(
                        "Your mailbox's mail server took it: if you do not see it, look among spam.");
        assertThat(InWords.of(Messages.ended(Outcome.EXPIRED, DeliveryCode.UNREACHABLE)))
                .isEqualTo(
                        "It was given up after five days: the mail server could not be reached.");
        assertThat(InWords.of(Messages.underWay(MailState.WAITING, DeliveryCode.DEFERRED)))
                .isEqualTo(
                        "It waits and is tried again by itself: the mail server asked to try again later.");
    }

    @Test
    void repliesAndNoticesAreNotTakenForMailToTheOwner() {
        assertThat(InWords.of(Messages.ended(MessageKind.REPLY, Outcome.FORWARDED, "sent", null)))
                .startsWith("Your reply was handed over");
        assertThat(InWords.of(Messages.ended(MessageKind.NOTICE, Outcome.FORWARDED, "sent", null)))
                .startsWith("Our notice");
    }

    @Test
    void reasonOfANewerVersionDoesNoHarm() {
        assertThat(
                        InWords.of(
                                Messages.ended(
                                        MessageKind.MAIL, Outcome.DROPPED, "moonshine", "any")))
                .isEqualTo("It was not forwarded, for a reason that is new here.");
        assertThat(
                        InWords.of(
                                Messages.ended(
                                        MessageKind.MAIL, Outcome.REJECTED, "moonshine", null)))
                .isEqualTo("It could not be delivered: for a reason that is new here.");
    }
}
