package io.relaystream.api.message;

import io.relaystream.api.account.Owner;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What an owner can ask about mails.
///
/// @param clock tells whether there is still time to ask for a mail again
public record MessageService(MessageStore store, InstantSource clock) {

    public Optional<OwnedMessage> find(Owner owner, String deliveryId) {
        return find(owner, List.of(deliveryId)).stream().findFirst();
    }

    /// Those of the mails that there are, in any order.
    public List<OwnedMessage> find(Owner owner, List<String> deliveryIds) {
        return store.find(owner.accountId(), deliveryIds);
    }

    public MessagePage newest(
            Owner owner, MessageFilter filter, Optional<MessagePosition> after, int limit) {
        return store.newest(owner.accountId(), filter, after, limit);
    }

    public Instant now() {
        return clock.instant();
    }
}
