package io.relaystream.core.delivery;

import io.relaystream.core.address.EmailAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One attempt that a worker is to make: fetch, rewrite, send.
///
/// @param deliveryId identity of the mail for its recipient
/// @param attempt from 1; the outcome carries it back
/// @param alias the address the mail came in through
/// @param destination the owner's mailbox
/// @param mailFrom the original envelope sender; null for the null sender
/// @param maybeDuplicate an earlier attempt may have been accepted by the provider
public record DeliveryRequest(
        String deliveryId,
        int attempt,
        String messageId,
        String accountId,
        EmailAddress alias,
        EmailAddress destination,
        @Nullable EmailAddress mailFrom,
        String bucket,
        String objectKey,
        Instant receivedAt,
        boolean maybeDuplicate) {}
