package io.relaystream.api.live;

import java.util.List;
import java.util.UUID;

/// Something that belongs to an account is not as it was: whoever looks at it reads it again.
public sealed interface Change {

    UUID account();

    /// There is something new about mails.
    record Mails(UUID account, List<String> deliveryIds) implements Change {
        public Mails {
            deliveryIds = List.copyOf(deliveryIds);
        }
    }

    /// Settings or statistics of aliases.
    record Aliases(UUID account, List<UUID> ids) implements Change {
        public Aliases {
            ids = List.copyOf(ids);
        }
    }

    /// Settings, limits or statistics of the account itself.
    record Account(UUID account) implements Change {}
}
