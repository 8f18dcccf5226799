package io.relaystream.api.message;

import io.relaystream.core.Code;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.decision.ForwardingPolicy;
import io.relaystream.core.decision.Rule;
import io.relaystream.core.log.MailState;
import io.relaystream.core.seal.HopMark;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one rule said about a mail.
///
/// @param rule its name
/// @param text what it asks for
public record RuleResult(String rule, Answer answer, String text) {
    /// The only rule that lets a mail wait.
    private static final String LETS_WAIT = "soft_bounce_pause";

    /// Only the names and the order of the rules matter here.
    private static final ForwardingPolicy POLICY =
            ForwardingPolicy.standard(new HopMark("no secret is needed for names"), false);

    /// What it said.
    public enum Answer implements Code {
        PASSED,
        OBJECTED,
        /// An earlier one had objected.
        NOT_ASKED
    }

    /// @return every rule about such a mail, in the order in which they are asked; none about a
    ///   mail that is not decided by rules, as reports and our own are
    public static List<RuleResult> of(OwnedMessage message) {
        @Nullable String objecting = objecting(message);
        boolean forwarded = message.alias() != null && message.outcome() != Outcome.DROPPED;
        boolean byRules = message.kind() != MessageKind.NOTICE && (objecting != null || forwarded);
        if (!byRules) {
            return List.of();
        }
        List<String> rules =
                POLICY.rules(message.kind() == MessageKind.REPLY).stream().map(Rule::code).toList();
        int end = objecting == null ? rules.size() : rules.indexOf(objecting);
        return rules.stream()
                .map(
                        rule ->
                                new RuleResult(
                                        rule, answer(rules.indexOf(rule), end), InWords.rule(rule)))
                .toList();
    }

    private static @Nullable String objecting(OwnedMessage message) {
        return message.state() == MailState.POSTPONED ? LETS_WAIT : message.rule();
    }

    private static Answer answer(int index, int end) {
        if (index == end) {
            return Answer.OBJECTED;
        }
        return index < end ? Answer.PASSED : Answer.NOT_ASKED;
    }
}
