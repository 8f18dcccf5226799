package io.relaystream.core.log;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.delivery.DeliveryCode;
import io.relaystream.core.notice.NoticeKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A step on the way of a mail, for its owner: whose it is, who sent it, and where it is now. What
/// the canonical record must not know, as it holds no address and no id.
///
/// @param deliveryId identity of the mail for its recipient
/// @param messageId the receiving server's id of the mail
/// @param accountId the owner
/// @param aliasId null for what came to none, such as a report
/// @param from the author, or if it is not known, the envelope sender; null if neither is
/// @param reply it came to a reverse address
/// @param notice what a mail of our own says; null for every other mail
/// @param attempts how often delivery was tried so far
/// @param code why the last attempt did not end it; null if none has failed
/// @param nextAttemptAt when something happens again by itself; null if that has no time
/// @param maybeDuplicate it was sent again after a doubt
/// @param receivedAt when the receiving server took the mail
/// @param at when it came to this state
public record LoggedMail(
        String deliveryId,
        String messageId,
        String accountId,
        @Nullable String aliasId,
        @Nullable EmailAddress from,
        boolean reply,
        @Nullable NoticeKind notice,
        MailState state,
        int attempts,
        @Nullable DeliveryCode code,
        @Nullable Instant nextAttemptAt,
        boolean maybeDuplicate,
        Instant receivedAt,
        Instant at) {}
