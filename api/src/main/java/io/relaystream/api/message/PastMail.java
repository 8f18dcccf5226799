package io.relaystream.api.message;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.canonical.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A mail in the log of its owner, as far as it matters when the owner asks for it again.
///
/// @param address of its alias; null if it came to none, or the alias was deleted
/// @param incoming it is neither a reply nor a mail of our own
/// @param outcome null while it is on its way
/// @param reason code of why it ended so
/// @param acceptedAt when the bridge took it, which is when it was written to Kafka
/// @param held whether the owner holds dropped mail
/// @param redeliveredAs delivery id of the story that began when it was asked for; null if it was
///   not
public record PastMail(
        String deliveryId,
        @Nullable EmailAddress address,
        boolean incoming,
        @Nullable Outcome outcome,
        @Nullable String reason,
        Instant receivedAt,
        Instant acceptedAt,
        boolean held,
        @Nullable String redeliveredAs) {}
