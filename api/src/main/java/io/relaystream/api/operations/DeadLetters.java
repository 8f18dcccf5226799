package io.relaystream.api.operations;

import io.relaystream.api.store.Position;
import io.relaystream.api.store.Slice;
import java.util.Optional;

/// The topic `mail.dead-letter`. Every call may throw
/// [io.relaystream.api.store.StoreUnavailableException].
public interface DeadLetters {

    Slice<DeadLetter> newest(Optional<Position> after, int limit);

    Optional<DeadLetter> find(DeadLetterId id);

    /// Puts the record back as it was, where it is processed again.
    Redrive redrive(DeadLetterId id);

    long count();
}
