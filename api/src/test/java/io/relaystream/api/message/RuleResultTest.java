package io.relaystream.api.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.relaystream.api.message.RuleResult.Answer;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.decision.ForwardingPolicy;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.log.MailState;
import io.relaystream.core.seal.HopMark;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleResultTest {
    private static final ForwardingPolicy POLICY =
            ForwardingPolicy.standard(new HopMark("any secret"), false);

    @Test
    void rulesBeforeTheObjectionPassedAndThoseBehindItWereNotAsked() {
        List<RuleResult> results =
                RuleResult.of(Messages.dropped(DropReason.SPAM, "spam_for_opted_out_owner"));

        assertThat(results).extracting(RuleResult::rule).isEqualTo(names(false));
        int objection = names(false).indexOf("spam_for_opted_out_owner");
        assertThat(results.subList(0, objection))
                .extracting(RuleResult::answer)
                .containsOnly(Answer.PASSED);
        assertThat(results.get(objection).answer()).isEqualTo(Answer.OBJECTED);
        assertThat(results.subList(objection + 1, results.size()))
                .extracting(RuleResult::answer)
                .containsOnly(Answer.NOT_ASKED);
    }

    @Test
    void whatIsForwardedPassedAll() {
        assertThat(RuleResult.of(Messages.ended(Outcome.FORWARDED, DeliveryCode.SENT)))
                .hasSameSizeAs(names(false))
                .extracting(RuleResult::answer)
                .containsOnly(Answer.PASSED);
    }

    @Test
    void repliesAreAskedOtherRules() {
        assertThat(
                        RuleResult.of(
                                Messages.ended(
                                        MessageKind.REPLY,
                                        Outcome.DROPPED,
                                        "reply_limit",
                                        "reply_limit_reached")))
                .extracting(RuleResult::rule)
                .isEqualTo(names(true));
    }

    @Test
    void pausedMailboxIsWhyAMailIsPostponed() {
        assertThat(RuleResult.of(Messages.underWay(MailState.POSTPONED, null)))
                .filteredOn(result -> result.answer() == Answer.OBJECTED)
                .extracting(RuleResult::rule)
                .containsExactly("soft_bounce_pause");
    }

    @Test
    void reportsAndNoticesAreNotDecidedByRules() {
        OwnedMessage report =
                Messages.ended(MessageKind.MAIL, Outcome.DROPPED, "bounce_report", null);

        assertThat(RuleResult.of(report)).isEmpty();
        assertThat(
                        RuleResult.of(
                                Messages.ended(
                                        MessageKind.NOTICE, Outcome.FORWARDED, "sent", null)))
                .isEmpty();
    }

    @Test
    void everyRuleHasItsText() {
        assertThat(Stream.of(true, false).flatMap(reply -> names(reply).stream()).distinct())
                .hasSameElementsAs(POLICY.rules().stream().map(Rule::code).toList())
                .allSatisfy(rule -> assertThat(InWords.rule(rule)).matches("[A-Z][^.]+\\."));
    }

    private static List<String> names(boolean reply) {
        return POLICY.rules(reply).stream().map(Rule::code).toList();
    }
}
