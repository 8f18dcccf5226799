package io.relaystream.api.operations;

import io.relaystream.api.store.Position;
import io.relaystream.api.store.Slice;
import io.relaystream.core.account.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What operators see in the database. Every call may throw
/// [io.relaystream.api.store.StoreUnavailableException].
public interface OperationsStore {

    /// Newest first.
    ///
    /// @param text a part of the address, or the id; empty for all
    Slice<AccountSummary> accounts(
            String text, Optional<Plan> plan, Optional<Position> after, int limit);

    /// The mail for each of its recipients, newest first.
    ///
    /// @param messageId the receiving server's id of the mail
    List<TracedMail> byMessageId(String messageId, int limit);

    /// Mails under way, oldest first.
    Slice<TracedMail> inFlight(Optional<InFlight> state, Optional<Position> after, int limit);

    /// Each state, also those that no mail is in.
    Map<InFlight, Long> countInFlight();

    Figures figures();

    /// @return whether the record was not put back before
    boolean beginRedrive(DeadLetterId id);

    /// It was not put back after all.
    void abandonRedrive(DeadLetterId id);
}
