package io.relaystream.core.delivery;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.notice.NoticeKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One attempt that a worker is to make.
///
/// @param task what is to be done
/// @param deliveryId identity of the mail for its recipient
/// @param attempt from 1; the outcome carries it back
/// @param alias the address the mail came in through
/// @param destination the owner's mailbox; for a report about another one, the address that it came
///   to
/// @param mailFrom the original envelope sender; null for the null sender
/// @param notice what a mail of our own says; null for every other task
/// @param unverifiedSender the forwarded mail must say that its sender is not verified
/// @param banner the forwarded mail must say through which alias it came
/// @param removeTrackers known trackers must be taken out of the forwarded mail
/// @param locale the owner's language (BCP 47)
/// @param maybeDuplicate an earlier attempt may have been accepted by the provider
public record DeliveryRequest(
        String deliveryId,
        DeliveryTask task,
        int attempt,
        String messageId,
        String accountId,
        EmailAddress alias,
        EmailAddress destination,
        @Nullable EmailAddress mailFrom,
        String bucket,
        String objectKey,
        Instant receivedAt,
        @Nullable NoticeKind notice,
        boolean unverifiedSender,
        boolean banner,
        boolean removeTrackers,
        String locale,
        boolean maybeDuplicate) {}
