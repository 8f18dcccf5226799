package io.relaystream.api.account;

import io.relaystream.core.account.Plan;
import io.relaystream.core.address.EmailAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Accounts in memory.
public final class InMemoryAccountStore implements AccountStore {
    private final Set<EmailAddress> emails = new HashSet<>();
    private final Map<String, Owner> owners = new HashMap<>();

    @Override
    public synchronized Optional<UUID> add(
            EmailAddress email, Plan plan, ApiToken token, Set<Scope> scopes) {
        if (!emails.add(email)) {
            return Optional.empty();
        }
        UUID id = UUID.randomUUID();
        owners.put(token.hash(), new Owner(id, plan, true, scopes));
        return Optional.of(id);
    }

    @Override
    public synchronized Optional<Owner> owner(ApiToken token) {
        return Optional.ofNullable(owners.get(token.hash()));
    }

    synchronized void expire(ApiToken token) {
        owners.remove(token.hash());
    }

    synchronized void deactivate(UUID account) {
        owners.replaceAll(
                (_, owner) ->
                        owner.accountId().equals(account)
                                ? new Owner(account, owner.plan(), false, owner.scopes())
                                : owner);
    }
}
