package io.relaystream.api.alias;

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
    public void giveDomain(UUID account, String host, boolean verified) {
        if (verified) {
            store.giveDomain(account, host);
        }
    }
}
