package io.relaystream.api.message;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.decision.DropReason;
import io.relaystream.core.log.MailState;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
    private static final Duration DROPPED_ARE_KEPT = Duration.ofDays(7);
    private static final Duration RECORDS_ARE_KEPT = Duration.ofDays(14);

    /// What owners have set themselves, and may think better of.
    private static final Set<DropReason> OWNERS_WILL =
            EnumSet.of(
                    DropReason.ALIAS_DISABLED,
                    DropReason.PROMOTIONS_BLOCKED,
                    DropReason.SENDER_BLOCKED,
                    DropReason.ALIAS_EXPIRED,
                    DropReason.SPAM,
                    DropReason.DMARC_QUARANTINE);

    public MessagePosition position() {
        return new MessagePosition(receivedAt, deliveryId);
    }

    /// The stages that it has behind it.
    public List<Timings.Taken> stages() {
        return timings == null ? List.of() : timings.stages(attempts);
    }

    /// Whether the owner may ask for it again, as far as its content is still there.
    public boolean redeliverable(Instant now) {
        if (kind != MessageKind.MAIL
                || alias == null
                || outcome == null
                || finishedAt == null
                || redeliveredAs != null) {
            return false;
        }
        return switch (outcome) {
            case DROPPED ->
                    dropsHeld
                            && OWNERS_WILL.stream().anyMatch(why -> why.code().equals(reason))
                            && now.isBefore(finishedAt.plus(DROPPED_ARE_KEPT));
            case REJECTED, EXPIRED -> now.isBefore(receivedAt.plus(RECORDS_ARE_KEPT));
            case FORWARDED, CONTENT_MISSING -> false;
        };
    }
}
