package io.relaystream.api.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.relaystream.api.message.InWords;
import io.relaystream.api.message.OwnedMessage;
import io.relaystream.api.message.RuleResult;
import io.relaystream.api.message.Timings;
import io.relaystream.core.Code;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A mail of the delivery log as JSON.
record MessageAnswer(
        String id,
        @Nullable UUID alias,
        @Nullable String address,
        @Nullable String sender,
        String kind,
        String state,
        @Nullable String outcome,
        @Nullable String reason,
        String explanation,
        String receivedAt,
        @Nullable String finishedAt,
        int attempts,
        @Nullable String nextAttemptAt,
        boolean maybeDuplicate,
        long trackersRemoved,
        @Nullable Long sizeBytes,
        boolean redeliverable) {

    /// With all that can be said about it.
    record Whole(
            @JsonUnwrapped MessageAnswer message,
            List<Stage> stages,
            List<Rule> rules,
            Verdicts verdicts,
            @Nullable String redelivered) {

        static Whole of(OwnedMessage message, Instant now) {
            return new Whole(
                    MessageAnswer.of(message, now),
                    message.stages().stream().map(Stage::of).toList(),
                    RuleResult.of(message).stream().map(Rule::of).toList(),
                    Verdicts.of(message.verdicts()),
                    message.redeliveredAs());
        }
    }

    record Stage(String stage, long ms) {

        static Stage of(Timings.Taken taken) {
            return new Stage(taken.stage().code(), taken.ms());
        }
    }

    record Rule(String rule, String result, String text) {

        static Rule of(RuleResult result) {
            return new Rule(result.rule(), result.answer().code(), result.text());
        }
    }

    /// All null until the story has ended.
    record Verdicts(
            @Nullable String spam,
            @Nullable String virus,
            @Nullable String spf,
            @Nullable String dkim,
            @Nullable String dmarc) {

        static Verdicts of(io.relaystream.api.message.@Nullable Verdicts found) {
            return found == null
                    ? new Verdicts(null, null, null, null, null)
                    : new Verdicts(
                            found.spam().code(),
                            found.virus().code(),
                            found.spf().code(),
                            found.dkim().code(),
                            found.dmarc().code());
        }
    }

    static MessageAnswer of(OwnedMessage message, Instant now) {
        return new MessageAnswer(
                message.deliveryId(),
                message.alias(),
                message.address() == null ? null : message.address().value(),
                message.sender() == null ? null : message.sender().value(),
                message.kind().code(),
                message.state().code(),
                code(message.outcome()),
                message.reason(),
                InWords.of(message),
                message.receivedAt().toString(),
                Json.text(message.finishedAt()),
                message.attempts(),
                Json.text(message.nextAttemptAt()),
                message.maybeDuplicate(),
                message.trackersRemoved(),
                message.sizeBytes(),
                message.redeliverable(now));
    }

    private static @Nullable String code(@Nullable Code constant) {
        return constant == null ? null : constant.code();
    }
}
