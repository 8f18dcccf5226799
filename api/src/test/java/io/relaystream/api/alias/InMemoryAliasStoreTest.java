package io.relaystream.api.alias;

import io.relaystream.core.domain.Domain;
import io.relaystream.core.stats.AliasStats;
import java.time.Instant;
import java.util.UUID;

class InMemoryAliasStoreTest implements AliasStoreContract {
    private final InMemoryAliasStore store = new InMemoryAliasStore();

    @Override
    public AliasStore store() {
        return store;
    }

    @Override
    public UUID newAccount() {
        return UUID.randomUUID();
    }

    @Override
    public void giveDomain(UUID account, Domain domain) {
        if (domain.inUse()) {
            store.giveDomain(account, domain.host());
        }
    }

    @Override
    public void giveStats(
            UUID account, OwnedAlias alias, long forwarded, long blocked, Instant lastUsedAt) {
        store.giveStats(
                account,
                alias.id(),
                new AliasStats(
                        account.toString(),
                        alias.id().toString(),
                        forwarded,
                        blocked,
                        0,
                        0,
                        0,
                        lastUsedAt));
    }
}
