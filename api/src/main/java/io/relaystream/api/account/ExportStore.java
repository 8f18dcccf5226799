package io.relaystream.api.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// All that an account owns, a part at a time. Every call may throw
/// [io.relaystream.api.store.StoreUnavailableException].
public interface ExportStore {

    /// What there is, in the order in which it is written.
    enum Section {
        ALIASES,
        DOMAINS,
        TOKENS,
        WEBHOOKS,
        MESSAGES
    }

    /// Where the part before ended.
    record Position(Instant at, String id) {
        public static final Position START = new Position(Instant.EPOCH, "");
    }

    /// @param json an object without secrets
    record Item(String json, Position position) {}

    /// Oldest first.
    ///
    /// @return empty at the end
    List<Item> next(UUID account, Section section, Position after);
}
