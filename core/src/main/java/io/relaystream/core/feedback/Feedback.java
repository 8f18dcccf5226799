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
/// @param type the provider's type, such as `Permanent` or `Transient` for a bounce
/// @param subType the provider's sub-type, such as `MailboxFull`
/// @param at when it happened, by the provider's clock
public record Feedback(
        FeedbackKind kind,
        String providerId,
        @Nullable EmailAddress recipient,
        @Nullable String deliveryId,
        @Nullable String accountId,
        @Nullable String type,
        @Nullable String subType,
        Instant at) {}
