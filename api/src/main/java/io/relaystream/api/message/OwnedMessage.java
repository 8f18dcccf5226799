package io.relaystream.api.message;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.log.MailState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A mail as its owner sees it.
///
/// @param alias null for what came to none, such as a report
/// @param address of the alias; null once that is deleted
/// @param sender null if it is not known
/// @param outcome null until the story has ended
/// @param reason code of a [DropReason] if it was dropped, else of a delivery; null if there is
///   nothing to say
/// @param rule the rule that objected; null if none did
/// @param nextAttemptAt when something happens by itself; null if that has no time
/// @param sizeBytes null until the story has ended
/// @param timings null until the story has ended, like the verdicts
/// @param redeliveredAs the story that began when the owner asked for it; null if there is none
/// @param dropsHeld whether the owner's dropped mail is kept for a while
public record OwnedMessage(
        String deliveryId,
        @Nullable UUID alias,
        @Nullable EmailAddress address,
        @Nullable EmailAddress sender,
        MessageKind kind,
        MailState state,
        @Nullable Outcome outcome,
        @Nullable String reason,
        @Nullable String rule,
        Instant receivedAt,
        @Nullable Instant finishedAt,
        int attempts,
        @Nullable Instant nextAttemptAt,
        boolean maybeDuplicate,
        long trackersRemoved,
        @Nullable Long sizeBytes,
        @Nullable Timings timings,
        @Nullable Verdicts verdicts,
        @Nullable String redeliveredAs,
        boolean dropsHeld) {

    public MessagePosition position() {
        return new MessagePosition(receivedAt, deliveryId);
    }

    /// The stages that it has behind it.
    public List<Timings.Taken> stages() {
        return timings == null ? List.of() : timings.stages(attempts);
    }

    /// Whether the owner may ask for it again, and has not yet, as far as its content is still
    /// there.
    public boolean redeliverable(Instant now) {
        PastMail past =
                new PastMail(
                        deliveryId,
                        address,
                        kind == MessageKind.MAIL,
                        outcome,
                        reason,
                        receivedAt,
                        receivedAt,
                        dropsHeld,
                        redeliveredAs);
        return redeliveredAs == null && Redelivery.possible(past, now);
    }
}
