package io.relaystream.api.http;

import io.relaystream.api.message.Stage;
import io.relaystream.api.operations.TracedMail;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A mail as operators see it, as JSON.
///
/// @param stages in the order of the way
record TracedMailAnswer(
        String id,
        String messageId,
        @Nullable UUID accountId,
        @Nullable UUID aliasId,
        String kind,
        String state,
        @Nullable String since,
        @Nullable String outcome,
        @Nullable String reason,
        @Nullable String rule,
        int attempts,
        boolean maybeDuplicate,
        String receivedAt,
        @Nullable String finishedAt,
        @Nullable String nextAttemptAt,
        @Nullable Long sizeBytes,
        List<Took> stages) {

    record Took(String stage, long ms) {}

    static TracedMailAnswer of(TracedMail mail) {
        return new TracedMailAnswer(
                mail.id(),
                mail.messageId(),
                mail.accountId(),
                mail.aliasId(),
                mail.kind().code(),
                mail.state(),
                Json.text(mail.since()),
                mail.outcome(),
                mail.reason(),
                mail.rule(),
                mail.attempts(),
                mail.maybeDuplicate(),
                mail.receivedAt().toString(),
                Json.text(mail.finishedAt()),
                Json.text(mail.nextAttemptAt()),
                mail.sizeBytes(),
                took(mail.stages()));
    }

    private static List<Took> took(Map<Stage, Long> stages) {
        return Stream.of(Stage.values())
                .filter(stages::containsKey)
                .map(stage -> new Took(stage.code(), stages.getOrDefault(stage, 0L)))
                .toList();
    }
}
