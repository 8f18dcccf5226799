package io.relaystream.api.domain;

import java.util.UUID;

class InMemoryDomainStoreTest implements DomainStoreContract {
    private final InMemoryDomainStore store = new InMemoryDomainStore();

    @Override
    public DomainStore store() {
        return store;
    }

    @Override
    public UUID newAccount() {
        return UUID.randomUUID();
    }

    @Override
    public void give(UUID account, String host) {
        store.give(account, host);
    }

    @Override
    public void delete(UUID account) {
        store.delete(account);
    }
}
