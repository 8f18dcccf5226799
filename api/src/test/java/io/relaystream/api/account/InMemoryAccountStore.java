package io.relaystream.api.account;

import io.relaystream.core.account.Plan;
import io.relaystream.core.account.Standing;
import io.relaystream.core.address.EmailAddress;
import io.relaystream.core.stats.AliasStats;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Accounts in memory, whose mail has led to nothing yet.
public final class InMemoryAccountStore implements AccountStore {
    private final Map<UUID, AccountDetails> accounts = new HashMap<>();
    private final Map<String, Grant> grants = new HashMap<>();

    /// What a token opens.
    private record Grant(UUID account, Set<Scope> scopes, @Nullable Instant until) {}

    @Override
    public synchronized Optional<UUID> add(
            EmailAddress email, Plan plan, ApiToken token, Set<Scope> scopes) {
        if (accounts.values().stream().anyMatch(account -> account.email().equals(email))) {
            return Optional.empty();
        }
        UUID id = UUID.randomUUID();
        accounts.put(
                id,
                new AccountDetails(
                        id,
                        email,
                        new AccountStatus(plan, true, true, false, Suspension.NONE),
                        AccountSettings.INITIAL,
                        Standing.NEW,
                        AliasStats.none(id.toString(), null),
                        AliasCounts.NONE));
        grants.put(token.hash(), new Grant(id, scopes, null));
        return Optional.of(id);
    }

    @Override
    public synchronized Optional<Owner> owner(ApiToken token) {
        return Optional.ofNullable(grants.get(token.hash()))
                .filter(grant -> grant.until() == null || grant.until().isAfter(Instant.now()))
                .flatMap(grant -> find(grant.account()).map(found -> owner(found, grant)));
    }

    @Override
    public synchronized Optional<AccountDetails> find(UUID id) {
        return Optional.ofNullable(accounts.get(id));
    }

    @Override
    public synchronized Optional<UUID> find(EmailAddress email) {
        return accounts.values().stream()
                .filter(account -> account.email().equals(email))
                .map(AccountDetails::id)
                .findFirst();
    }

    @Override
    public synchronized Optional<AccountDetails> changeSettings(
            UUID id, UnaryOperator<AccountSettings> change) {
        return change(
                id,
                account ->
                        new AccountDetails(
                                id,
                                account.email(),
                                account.status(),
                                change.apply(account.settings()),
                                account.standing(),
                                account.totals(),
                                account.aliases()));
    }

    @Override
    public synchronized Optional<AccountDetails> changeStatus(
            UUID id, UnaryOperator<AccountStatus> change) {
        return change(
                id,
                account ->
                        new AccountDetails(
                                id,
                                account.email(),
                                change.apply(account.status()),
                                account.settings(),
                                account.standing(),
                                account.totals(),
                                account.aliases()));
    }

    @Override
    public synchronized void delete(UUID id) {
        accounts.remove(id);
    }

    /// @return whether no other account has it
    public synchronized boolean changeEmail(UUID id, EmailAddress email) {
        if (find(email).filter(other -> !other.equals(id)).isPresent()) {
            return false;
        }
        change(
                id,
                account ->
                        new AccountDetails(
                                id,
                                email,
                                new AccountStatus(
                                        account.status().plan(),
                                        account.status().active(),
                                        true,
                                        account.status().admin(),
                                        account.status().suspension()),
                                account.settings(),
                                account.standing(),
                                account.totals(),
                                account.aliases()));
        return true;
    }

    synchronized void endAt(ApiToken token, Instant end) {
        grants.computeIfPresent(
                token.hash(), (_, grant) -> new Grant(grant.account(), grant.scopes(), end));
    }

    private Optional<AccountDetails> change(UUID id, UnaryOperator<AccountDetails> change) {
        return Optional.ofNullable(
                accounts.computeIfPresent(id, (_, account) -> change.apply(account)));
    }

    private static Owner owner(AccountDetails account, Grant grant) {
        return new Owner(
                account.id(),
                account.status().plan(),
                account.status().active(),
                grant.scopes(),
                grant.until());
    }
}
