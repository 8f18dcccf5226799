package io.relaystream.api.account;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Tokens in memory, never used.
public final class InMemoryTokenStore implements TokenStore {
    private final List<Kept> tokens = new ArrayList<>();

    private record Kept(UUID account, OwnedToken token) {}

    @Override
    public synchronized Optional<OwnedToken> add(
            UUID account, ApiToken token, NewToken wanted, int limit) {
        if (list(account).size() >= limit) {
            return Optional.empty();
        }
        OwnedToken made =
                new OwnedToken(
                        UUID.randomUUID(),
                        wanted.name(),
                        wanted.scopes(),
                        Instant.now().truncatedTo(ChronoUnit.MICROS),
                        wanted.expiresAt(),
                        null);
        tokens.addFirst(new Kept(account, made));
        return Optional.of(made);
    }

    @Override
    public synchronized List<OwnedToken> list(UUID account) {
        return tokens.stream()
                .filter(kept -> kept.account().equals(account))
                .map(Kept::token)
                .toList();
    }

    @Override
    public synchronized boolean delete(UUID account, UUID id) {
        return tokens.removeIf(
                kept -> kept.account().equals(account) && kept.token().id().equals(id));
    }
}
