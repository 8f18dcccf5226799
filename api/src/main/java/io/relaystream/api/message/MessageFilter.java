package io.relaystream.api.message;

import io.relaystream.core.canonical.Outcome;
import io.relaystream.core.log.MailState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which mails are asked for; what is null does not matter.
///
/// @param reason code of a drop reason or of a delivery
/// @param from the earliest receipt
/// @param to all receipts are before it
public record MessageFilter(
        @Nullable UUID alias,
        @Nullable Outcome outcome,
        @Nullable String reason,
        @Nullable MailState state,
        @Nullable Instant from,
        @Nullable Instant to) {
    public static final MessageFilter ALL = new MessageFilter(null, null, null, null, null, null);
}
