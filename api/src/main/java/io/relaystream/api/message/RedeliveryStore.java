package io.relaystream.api.message;

import java.util.Optional;
import java.util.UUID;

/// What is known of the mails of owners, and whether they asked for them again.
public interface RedeliveryStore {

    /// Finds a mail of an account.
    Optional<PastMail> find(UUID account, String deliveryId);

    /// Remembers that a mail was asked for.
    ///
    /// @param as delivery id of the story that has begun
    void redelivered(UUID account, String deliveryId, String as);
}
