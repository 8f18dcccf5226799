package io.relaystream.api.message;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The delivery log of all accounts. Each call sees the mails of one account only. Every call may
/// throw [io.relaystream.api.store.StoreUnavailableException].
public interface MessageStore {

    /// Those of the mails that there are, in any order.
    List<OwnedMessage> find(UUID account, List<String> deliveryIds);

    /// @param after where the page before ended; empty for the first one
    /// @param limit items at most
    MessagePage newest(
            UUID account, MessageFilter filter, Optional<MessagePosition> after, int limit);
}
