package io.relaystream.processor.delivery;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.processor.mime.MailBytes;

/// A mail that is ready to be sent to its one recipient.
///
/// @param deliveryId travels with the mail if the provider can carry it, so that its reports can be
///   matched
/// @param accountId travels with the mail as well
/// @param from the envelope sender; a provider may have one of its own
/// @param to the envelope recipient
public record OutgoingMail(
        String deliveryId,
        String accountId,
        EmailAddress from,
        EmailAddress to,
        MailBytes content) {

    /// The same envelope around other bytes.
    public OutgoingMail with(MailBytes other) {
        return new OutgoingMail(deliveryId, accountId, from, to, other);
    }
}
