package io.relaystream.core.decision;

import io.relaystream.core.Code;
import io.relaystream.core.account.Plan;
import io.relaystream.core.alias.AliasKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What would become of a mail now, rule by rule.
///
/// @param questionId of whoever asked
/// @param fate what would happen
/// @param reason code of the [DropReason]; null if nothing objects
/// @param rule the rule that objects first; null if none does
/// @param until when it would be decided again; null if it would be decided at once
/// @param unverifiedSender the forwarded mail would say that its sender is not verified
/// @param answers of every rule in their order: its name, and behind a colon its reason if it
///   objects
/// @param aliasKind how the alias got its address; null without an alias
/// @param aliasAgeMs how old the alias is, in milliseconds
/// @param plan of the owner; null without an owner
/// @param tableAgeMs how old the newest heartbeat of the tables is, in milliseconds
public record Explanation(
        String questionId,
        Fate fate,
        @Nullable String reason,
        @Nullable String rule,
        @Nullable Instant until,
        boolean unverifiedSender,
        List<String> answers,
        @Nullable AliasKind aliasKind,
        @Nullable Long aliasAgeMs,
        @Nullable Plan plan,
        @Nullable Long tableAgeMs) {

    /// What would happen.
    public enum Fate implements Code {
        FORWARD,
        REPLY,
        DROP,
        POSTPONE,
        READ_REPORT
    }

    public Explanation {
        answers = List.copyOf(answers);
    }

    /// @param questionId of whoever asks
    public static Explanation of(
            String questionId, ForwardingPolicy policy, Facts facts, Circumstances circumstances) {
        List<String> answers =
                policy.answers(facts).stream()
                        .map(
                                answer ->
                                        answer.rule()
                                                + answer.objection()
                                                        .map(o -> ": " + o.reason().code())
                                                        .orElse(""))
                        .toList();
        Decision decision = policy.decide(facts);
        return new Explanation(
                questionId,
                fate(decision),
                decision instanceof Decision.Drop drop ? drop.reason().code() : null,
                decision instanceof Decision.Drop drop ? drop.rule() : null,
                decision instanceof Decision.Postpone(var until) ? until : null,
                decision instanceof Decision.Forward forward && forward.unverifiedSender(),
                answers,
                circumstances.aliasKind(),
                circumstances.aliasAgeMs(),
                circumstances.plan(),
                circumstances.tableAgeMs());
    }

    private static Fate fate(Decision decision) {
        return switch (decision) {
            case Decision.Forward _ -> Fate.FORWARD;
            case Decision.Reply _ -> Fate.REPLY;
            case Decision.Drop _ -> Fate.DROP;
            case Decision.Postpone _ -> Fate.POSTPONE;
            case Decision.ReadReport _ -> Fate.READ_REPORT;
        };
    }
}
