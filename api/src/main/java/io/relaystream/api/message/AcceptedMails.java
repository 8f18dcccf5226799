package io.relaystream.api.message;

import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.mail.InboundMail;
import java.time.Instant;

/// The mails as the bridge accepted them, some weeks back. Safe for use by many threads.
public interface AcceptedMails {

    /// Looks for a mail.
    ///
    /// @param mailbox of its recipient
    /// @param acceptedAt when the bridge took it
    Search find(EmailAddress mailbox, String deliveryId, Instant acceptedAt);

    /// Accepts a mail.
    ///
    /// @return whether it is certain that the mail is there; if not, it may be there all the same
    boolean add(InboundMail mail);

    /// What a search finds.
    sealed interface Search {

        /// It is there.
        record Found(InboundMail mail) implements Search {}

        /// It is not there, or not any more.
        record Missing() implements Search {}

        /// Nobody knows for the moment.
        record Unavailable() implements Search {}
    }
}
