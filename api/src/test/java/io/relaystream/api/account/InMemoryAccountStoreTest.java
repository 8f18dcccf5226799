package io.relaystream.api.account;

import java.util.UUID;

class InMemoryAccountStoreTest implements AccountStoreContract {
    private final InMemoryAccountStore store = new InMemoryAccountStore();

    @Override
    public AccountStore store() {
        return store;
    }

    @Override
    public void expire(ApiToken token) {
        store.expire(token);
    }

    @Override
    public void deactivate(UUID account) {
        store.deactivate(account);
    }
}
