package io.relaystream.processor.delivery;

import java.time.Duration;

/// Hands mails to a provider. Safe for use by many threads.
public interface MailSender {
    /// How long a call may take; after it, the mail will not be sent any more by this call.
    Duration LIMIT = Duration.ofSeconds(25);

    Provider provider();

    /// Sends once, without retries that could send twice.
    ///
    /// @return what is known for sure: a mail that may have been accepted is never reported as not
    ///   sent
    SendResult send(OutgoingMail mail);
}
