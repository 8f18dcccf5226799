package io.relaystream.core.feedback;

import io.relaystream.core.address.EmailAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One report about one recipient of a sent mail.
///
/// @param providerId the provider's id of the sent mail
/// @param recipient whom it was sent to; null if the report names nobody
/// @param deliveryId our delivery id, if the mail carried it as a tag
/// @param accountId the account's id, if the mail carried it as a tag
/// @param alias the alias that the mail was forwarded through; null if the report does not tell
/// @param type the provider's type, such as `Permanent` or `Transient` for a bounce
/// @param subType the provider's sub-type, such as `MailboxFull`
/// @param status the enhanced status code of a bounce, such as `5.1.1` (RFC 3463)
/// @param diagnostic what the recipient's server said of a bounce
/// @param at when it happened, by the provider's clock
public record Feedback(
        FeedbackKind kind,
        String providerId,
        @Nullable EmailAddress recipient,
        @Nullable String deliveryId,
        @Nullable String accountId,
        @Nullable EmailAddress alias,
        @Nullable String type,
        @Nullable String subType,
        @Nullable String status,
        @Nullable String diagnostic,
        Instant at) {
    /// Without the diagnostic, which quotes addresses.
    @Override
    public String toString() {
        return "Feedback[%s, %s, %s, %s, %s]"
                .formatted(kind.code(), providerId, recipient, type, subType);
    }
}
