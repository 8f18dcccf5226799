package io.relaystream.api.alias;

import io.relaystream.core.domain.Domain;
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
}
