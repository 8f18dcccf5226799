package io.relaystream.api.operations;

import io.relaystream.api.store.Position;
import io.relaystream.api.store.Slice;
import io.relaystream.core.account.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A service where nothing has happened yet.
public final class NoOperations implements OperationsStore, DeadLetters {

    @Override
    public Slice<AccountSummary> accounts(
            String text, Optional<Plan> plan, Optional<Position> after, int limit) {
        return new Slice<>(List.of(), Optional.empty());
    }

    @Override
    public List<TracedMail> byMessageId(String messageId, int limit) {
        return List.of();
    }

    @Override
    public Slice<TracedMail> inFlight(
            Optional<InFlight> state, Optional<Position> after, int limit) {
        return new Slice<>(List.of(), Optional.empty());
    }

    @Override
    public Map<InFlight, Long> countInFlight() {
        return Map.of();
    }

    @Override
    public Figures figures() {
        return new Figures(Optional.empty(), Map.of(), Optional.empty(), 0, List.of(), Map.of());
    }

    @Override
    public Slice<DeadLetter> newest(Optional<Position> after, int limit) {
        return new Slice<>(List.of(), Optional.empty());
    }

    @Override
    public Optional<DeadLetter> find(DeadLetterId id) {
        return Optional.empty();
    }

    @Override
    public Redrive redrive(DeadLetterId id) {
        return new Redrive.Absent();
    }

    @Override
    public boolean beginRedrive(DeadLetterId id) {
        return true;
    }

    @Override
    public void abandonRedrive(DeadLetterId id) {
        // Nothing was begun.
    }

    @Override
    public long count() {
        return 0;
    }
}
