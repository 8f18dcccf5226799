package io.relaystream.core.delivery;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.notice.NoticeKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One attempt that a worker is to make.
///
/// @param task what is to be done
/// @param deliveryId identity of the mail for its recipient
/// @param attempt from 1; the outcome carries it back
/// @param aliasId of the alias that it is about; null for a report
/// @param alias the address the mail came in through; that of a reply is the one that it goes out
///   from
/// @param destination the owner's mailbox; of a reply, the correspondent's; for a report about
///   another one, the address that it came to
/// @param mailFrom the original envelope sender; null for the null sender
/// @param notice what a mail of our own says; null for every other task
/// @param unverifiedSender the forwarded mail must say that its sender is not verified
/// @param banner the forwarded mail must say through which alias it came
/// @param removeTrackers known trackers must be taken out of the forwarded mail
/// @param locale the owner's language (BCP 47)
/// @param pgpKey the OpenPGP public key that the forwarded mail must be encrypted to; null if it is
///   not to be encrypted
/// @param owner the mailbox that must not be seen in a reply; null for every other task
/// @param replyName what the correspondent sees as the author's name of a reply; null for none
/// @param sealedReply a reply may go out although its body cannot be cleaned
/// @param correspondents whom the reply names beside its alias, for the reverse addresses that it
///   was addressed to
/// @param maybeDuplicate an earlier attempt may have been accepted by the provider
public record DeliveryRequest(
        String deliveryId,
        DeliveryTask task,
        int attempt,
        String messageId,
        String accountId,
        @Nullable String aliasId,
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
        @Nullable String pgpKey,
        @Nullable EmailAddress owner,
        @Nullable String replyName,
        boolean sealedReply,
        List<EmailAddress> correspondents,
        boolean maybeDuplicate) {

    public DeliveryRequest {
        correspondents = List.copyOf(correspondents);
    }

    /// Without the name and key, which are the owner's.
    @Override
    public String toString() {
        return "DeliveryRequest[%s, %s, attempt %d, %s to %s]"
                .formatted(deliveryId, task.code(), attempt, alias, destination);
    }
}
